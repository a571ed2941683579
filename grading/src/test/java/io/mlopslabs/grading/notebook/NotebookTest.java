// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.notebook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NotebookTest {
    private static Notebook parse(String text) throws IOException {
        return Notebook.parse("a.ipynb", text.getBytes(UTF_8));
    }

    private static String withCell(String cell) {
        return "{\n \"cells\": [\n  " + cell
                + "\n ],\n \"metadata\": {},\n \"nbformat\": 4,\n \"nbformat_minor\": 5\n}\n";
    }

    @Nested
    class To_bytes {
        @Test
        void are_those_that_nbformat_5_11_wrote() throws IOException {
            byte[] golden;
            try (var in = NotebookTest.class.getResourceAsStream("/golden/nbformat.ipynb")) {
                golden = in.readAllBytes();
            }
            assertThat(new String(Notebook.parse("nbformat.ipynb", golden).toBytes(), UTF_8))
                    .isEqualTo(new String(golden, UTF_8).replace("1e-05", "0.00001"));
        }

        @Test
        void keep_the_order_of_unknown_keys() throws IOException {
            String text =
                    "{\n \"zoo\": 1,\n \"nbformat\": 4,\n \"metadata\": {\n  \"b\": 1.50,\n  \"a\": \"é\"\n },\n \"cells\": []\n}\n";
            assertThat(parse(text).toBytes()).asString(UTF_8).isEqualTo(text);
        }

        @Test
        void hold_the_source_as_a_list_of_lines_whichever_way_it_was_read() throws IOException {
            String list = withCell(
                    "{\n   \"cell_type\": \"raw\",\n   \"metadata\": {},\n   \"source\": [\n    \"a\\n\",\n    \"b\"\n   ]\n  }");
            String string = withCell("{\"cell_type\": \"raw\", \"metadata\": {}, \"source\": \"a\\nb\"}");
            assertThat(parse(list).toBytes()).asString(UTF_8).isEqualTo(list);
            assertThat(parse(string).toBytes()).asString(UTF_8).isEqualTo(list);
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6})
        void keep_every_character_of_any_source(long seed) throws IOException {
            var random = new SplittableRandom(seed);
            var source = new StringBuilder();
            String signs = "\n\r\t\"\\/\b\f\0\u001f\u2028é学\ud83d\ude00aB ";
            random.ints(200, 0, signs.length()).forEach(i -> source.append(signs.charAt(i))); // splits pairs, too
            var tree = parse(withCell("{\"cell_type\": \"raw\", \"metadata\": {}, \"source\": \"\"}"))
                    .tree();
            ((com.fasterxml.jackson.databind.node.ObjectNode) tree.get("cells").get(0))
                    .put("source", source.toString());
            byte[] written = Notebook.of("a", tree).toBytes();
            Notebook again = Notebook.parse("a", written);
            assertThat(again.cells().get(0).source()).isEqualTo(source.toString());
            assertThat(again.toBytes()).isEqualTo(written);
        }
    }

    @Nested
    class Read {
        @Test
        void names_a_missing_file(@TempDir Path folder) {
            assertThatExceptionOfType(java.nio.file.NoSuchFileException.class)
                    .isThrownBy(() -> Notebook.read(folder.resolve("none.ipynb")));
        }

        @Test
        void calls_the_notebook_by_its_path(@TempDir Path folder) throws IOException {
            Path file =
                    Files.writeString(folder.resolve("Übung 1.ipynb"), "{\"cells\":[],\"metadata\":{},\"nbformat\":4}");
            assertThat(Notebook.read(file).name()).isEqualTo(file.toString());
        }
    }

    @Nested
    class Refuses {
        private static final String NEXT = "; mend it in a text editor or restore an earlier version";

        private static void refused(byte[] bytes, String message) {
            assertThatExceptionOfType(MalformedNotebookException.class)
                    .isThrownBy(() -> Notebook.parse("a.ipynb", bytes))
                    .withMessage(message);
        }

        private static void refused(String text, String message) {
            refused(text.getBytes(UTF_8), message);
        }

        @Test
        void an_empty_file() {
            refused(" \n", "a.ipynb is empty at line 1, column 1; restore an earlier version of the notebook");
        }

        @Test
        void a_byte_order_mark() {
            refused(
                    "\ufeff{}",
                    "a.ipynb starts with a byte order mark at line 1, column 1; save it as UTF-8 without one");
        }

        @Test
        void another_encoding_where_its_first_wrong_byte_is() {
            refused(
                    "{\n \"a\": \"é\"}".getBytes(ISO_8859_1),
                    "a.ipynb is not UTF-8 text at line 2, column 8; save it as UTF-8");
            refused(
                    "{\"a".getBytes(java.nio.charset.StandardCharsets.UTF_16),
                    "a.ipynb is not UTF-8 text at line 1, column 1; save it as UTF-8");
        }

        @Test
        void a_text_that_ends_within_a_letter() {
            refused(
                    new byte[] {'{', '"', (byte) 0xC3},
                    "a.ipynb is not UTF-8 text at line 1, column 3; save it as UTF-8");
        }

        @Test
        void malformed_json_at_its_line_and_column() {
            refused(
                    "{\n \"cells\": [\n  }",
                    "a.ipynb is not valid JSON at line 3, column 3 (Unexpected close marker '}': expected ']')" + NEXT);
        }

        @Test
        void json_that_was_cut_off() {
            refused(
                    "{\n \"cells\": [",
                    "a.ipynb is not valid JSON at line 2, column 12 (Unexpected end-of-input: expected close marker for Array)"
                            + NEXT);
        }

        @Test
        void a_key_that_stands_twice() {
            refused(
                    "{\"nbformat\": 4,\n \"nbformat\": 4}",
                    "a.ipynb is not valid JSON at line 2, column 12 (Duplicate field 'nbformat')" + NEXT);
        }

        @Test
        void text_after_the_end() {
            assertThatExceptionOfType(MalformedNotebookException.class)
                    .isThrownBy(() -> parse("{\"cells\":[],\"metadata\":{},\"nbformat\":4}\n{}"))
                    .withMessageStartingWith("a.ipynb is not valid JSON at line 2, column 1 (");
        }

        @Test
        void json_that_is_no_notebook() {
            refused("[1]", "a.ipynb is JSON but not a notebook (no nbformat number) at line 1, column 1" + NEXT);
            refused("{\"nbformat\": 4}", "a.ipynb is not a notebook (no list of cells) at line 1, column 1" + NEXT);
            refused(
                    "{\"nbformat\": 4, \"cells\": []}",
                    "a.ipynb is not a notebook (no metadata) at line 1, column 1" + NEXT);
        }

        @Test
        void nbformat_3() {
            refused(
                    "{\n \"metadata\": {},\n \"nbformat\": 3, \"worksheets\": []}",
                    "a.ipynb is an nbformat 3 notebook at line 3, column 2; open it in JupyterLab and save it, which writes nbformat 4");
        }

        @Test
        void a_cell_without_a_known_type_metadata_or_text() {
            refused(
                    withCell("{\"cell_type\": \"java\"}"),
                    "a.ipynb has in cell 1 a cell_type other than code, markdown or raw at line 3, column 3" + NEXT);
            refused(
                    withCell("{\"cell_type\": \"code\"}"),
                    "a.ipynb has in cell 1 no metadata at line 3, column 3" + NEXT);
            refused(
                    withCell("{\"cell_type\": \"code\", \"metadata\": {}, \"source\": [1]}"),
                    "a.ipynb has in cell 1 a source that is not text at line 3, column 3" + NEXT);
        }
    }
}
