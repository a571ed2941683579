// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ServeCommandTest {
    @TempDir
    Path folder;

    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();

    Optional<ModelServer> start(Path model, int port) {
        return ServeCommand.start(model, port, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }

    void assertSaid(Path model, int port, String said) {
        assertThat(start(model, port)).isEmpty();
        assertThat(err.toString(UTF_8)).isEqualTo(said);
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void says_what_is_served_where_and_what_to_try() {
        Path base = folder.resolve("fashion");
        SavedModelTest.save(base.resolve("1"), 1);
        SavedModelTest.save(base.resolve("3"), 1);
        try (ModelServer server = start(base, 0).orElseThrow()) {
            assertThat(out.toString(UTF_8)).isEqualTo("""
                    Serving fashion (versions 3, 1) at %1$s; Ctrl-C stops.

                      curl %1$s/v1/models/fashion
                      curl -F image=@PICTURE.png -o found.png '%1$s/v1/models/fashion:detect?confidence=0.5'

                    %1$s/openapi.json describes every path.
                    """.formatted(server.uri()));
            assertThat(err.toString(UTF_8)).isEmpty();
            assertThat(new Calls(server).get("/v1/models/fashion/versions/1").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void says_which_versions_are_not_served_beside_one_that_is() throws IOException {
        Path base = folder.resolve("fashion");
        SavedModelTest.save(base.resolve("1"), 1);
        Path half = Files.createDirectories(base.resolve("2"));
        try (ModelServer server = start(base, 0).orElseThrow()) {
            assertThat(out.toString(UTF_8))
                    .startsWith("Serving fashion (version 1) at " + server.uri()
                            + "; Ctrl-C stops.\nNot served: version 2, " + half
                            + " holds no model: there is no model.json; give the folder that save wrote\n");
        }
    }

    @Test
    void says_that_there_is_no_such_folder() {
        Path missing = folder.resolve("missing");
        assertSaid(
                missing,
                0,
                "\nThere is no folder %s.\nhint: give the one that holds the versions of a model, each in a folder with a number.\n"
                        .formatted(missing));
    }

    @Test
    void says_that_a_folder_holds_no_version() throws IOException {
        Files.createDirectories(folder.resolve("x").resolve("latest"));
        Path empty = folder.resolve("x");
        assertSaid(
                empty,
                0,
                "\n%s holds no version of a model.\nhint: a version is a folder with a number, such as %s, that save of ImageClassifier or TabularModel wrote.\n"
                        .formatted(empty, empty.resolve("1")));
    }

    @Test
    void tells_a_version_from_the_model_that_it_is_one_of() {
        Path version = folder.resolve("fashion").resolve("1");
        SavedModelTest.save(version, 1);
        assertSaid(
                version,
                0,
                "\n%s holds a model, not the versions of one.\nhint: serve the folder above: ./course serve %s.\n"
                        .formatted(version, version.getParent()));
    }

    @Test
    void tells_where_to_put_a_model_without_a_version() {
        Path model = folder.resolve("mine");
        SavedModelTest.save(model, 1);
        assertSaid(
                model,
                0,
                "\n%1$s holds a model, not the versions of one.\nhint: move it into a folder with a number, such as %1$s/1, and serve %1$s.\n"
                        .formatted(model));
    }

    @Test
    void says_what_is_wrong_with_the_newest_version_where_none_can_be_served() throws IOException {
        Path base = folder.resolve("fashion");
        Files.createDirectories(base.resolve("1"));
        Path damaged = Files.createDirectories(base.resolve("2"));
        Files.writeString(damaged.resolve("model.json"), "{");
        assertSaid(
                base,
                0,
                "\nVersion 2 cannot be served, nor any other: the model in %s is damaged: model.json cannot be read.\nhint: save it again.\n"
                        .formatted(damaged));
    }

    @Test
    void says_that_the_port_is_taken() throws IOException {
        Path base = folder.resolve("fashion");
        SavedModelTest.save(base.resolve("1"), 1);
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertSaid(
                    base,
                    taken.getLocalPort(),
                    "\nPort %d of 127.0.0.1 is taken.\nhint: stop what listens there, or choose another port.\n"
                            .formatted(taken.getLocalPort()));
        }
    }
}
