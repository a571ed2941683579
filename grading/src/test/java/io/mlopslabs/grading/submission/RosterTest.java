// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RosterTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("roster.csv"), text);
    }

    @Test
    void maps_names_of_files_to_people_and_knows_who_is_absent() throws IOException {
        Roster roster = Roster.read(file(
                "\ufeffmail,student,submission\r\na@x,\"Lovelace, Ada \"\"A\"\"\",s1\r\n\r\nb@x,Bob,s2\nc@x,Carl,s3"));
        assertThat(roster.student("s1")).isEqualTo("Lovelace, Ada \"A\"");
        assertThat(roster.student("s9")).isEqualTo("s9");
        assertThat(roster.absent(Set.of("s2"))).containsExactly("Lovelace, Ada \"A\"", "Carl");
    }

    @Test
    void that_lacks_a_column_or_names_somebody_twice_is_refused_with_the_row() throws IOException {
        String name = folder.resolve("roster.csv").toString();
        assertThatIOException()
                .isThrownBy(() -> Roster.read(file("name,student\n")))
                .withMessage(
                        name
                                + ": the first line lacks a column; name the columns `submission` (name of the file or folder) and `student`");
        assertThatIOException()
                .isThrownBy(() -> Roster.read(file("submission,student\na\n")))
                .withMessage(name + ": row 2 has 1 fields and the first has 2; give it as many");
        for (String twice : new String[] {"a,Ada\nb,Ada", "a,Ada\na,Bob", "a,Ada\nb,"}) {
            assertThatIOException()
                    .isThrownBy(() -> Roster.read(file("submission,student\n" + twice)))
                    .withMessage(name
                            + ": row 3 names nobody, or somebody who was named before; keep one line for each student");
        }
    }
}
