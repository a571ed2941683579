// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A sample of what learners write, kept beside the exercise.
 *
 * @param name what it is: the file's name without its ending
 * @param why one line that says why it is wrong or right
 * @param source what the answer cell would hold
 */
public record Answer(String name, String why, String source) {
    private static final String COMMENT = "// ";
    private static final String ENDING = ".java";

    /**
     * Reads the answers of a folder in the order of their names.
     *
     * @throws MalformedExerciseException if the folder holds anything but {@code what-it-is.java}, or a file without its first line
     */
    static List<Answer> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new MalformedExerciseException(folder + " is no folder; put the sample answers there");
        }
        List<Path> files;
        try (var listed = Files.list(folder)) {
            files = listed.sorted().toList();
        }
        var answers = new ArrayList<Answer>();
        for (Path file : files) {
            answers.add(read(file));
        }
        return List.copyOf(answers);
    }

    private static Answer read(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*\\" + ENDING)) {
            throw new MalformedExerciseException(
                    file + " is no answer; name it by what it is, as in row-and-column-swapped.java");
        }
        String[] firstAndRest = Files.readString(file).split("\n", 2);
        if (firstAndRest.length < 2
                || !firstAndRest[0].startsWith(COMMENT)
                || firstAndRest[0].length() == COMMENT.length()
                || firstAndRest[1].isBlank()) {
            throw new MalformedExerciseException(
                    file + " must hold a first line `// why it is wrong or right`, then the answer; write both");
        }
        return new Answer(
                name.substring(0, name.length() - ENDING.length()),
                firstAndRest[0].substring(COMMENT.length()).strip(),
                firstAndRest[1]);
    }
}
