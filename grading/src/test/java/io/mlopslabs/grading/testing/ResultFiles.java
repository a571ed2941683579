// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of a grading run. */
public final class ResultFiles {
    private ResultFiles() {}

    /** Returns the text of every file by its path, without what may differ from run to run: times, and the digests over them. */
    public static Map<String, String> in(Path folder) throws IOException {
        var files = new TreeMap<String, String>();
        List<Path> paths;
        try (var walked = Files.walk(folder)) {
            paths = walked.filter(Files::isRegularFile).toList();
        }
        for (Path path : paths) {
            String name = path.getFileName().toString();
            String text = Files.readString(path);
            if (name.equals("result.json") || name.equals("results.json")) {
                ObjectNode json = (ObjectNode) new ObjectMapper().readTree(text);
                json.remove(List.of("timings", "execution_time"));
                text = json.toString();
            }
            if (!name.equals(".key")) {
                files.put(folder.relativize(path).toString(), text);
            }
        }
        return files;
    }
}
