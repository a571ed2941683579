// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExerciseTest {
    private static final String YAML = """
            id: c1w1-half
            week: c1w1
            points: 2
            entry: int half(int n)
            needs: [imports, c1w1-half]
            probes:
              - name: small numbers
                points: 1.5
                inputs: {cases: {even: [4], odd: [5]}}
                compare: exact
              - name: nothing
                points: 0.5
                inputs: {cases: {zero: [0]}}
                compare: {absolute: 0.1}
            hints:
              - wrong: [rounded-up]
                when: {probe: small numbers, case: odd, input: {n: 5}, expected: 2, actual: 3}
                say: The half is rounded up.
              - wrong: [divides-by-zero]
                when: {actual: {throws: ArithmeticException}}
                say: Something is divided by 0.
              - wrong: [wild]
                when: {actual: {least: 100, most: 1000}}
                say: The half is far too large.
              - say: Try some small numbers.
            """;

    @TempDir
    private Path root;

    private Path folder;

    @BeforeEach
    void an_exercise() throws IOException {
        folder = root.resolve("c1w1/c1w1-half");
        for (String name : List.of("rounded-up", "divides-by-zero", "wild")) {
            answer("wrong/" + name + ".java", "// It is wrong.\nint half(int n) {\n    return 0;\n}\n");
        }
        answer("right/shift.java", "// A shift.\nint half(int n) {\n    return n >> 1;\n}\n");
        write(YAML);
    }

    private void answer(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }

    private void write(String yaml) throws IOException {
        Files.writeString(folder.resolve("exercise.yaml"), yaml);
    }

    private void refused(String message) {
        assertThatExceptionOfType(MalformedExerciseException.class)
                .isThrownBy(() -> Exercise.read(folder))
                .withMessage(message);
    }

    private Miss miss(String probe, Call call, Outcome actual, Outcome expected) {
        return new Miss(probe, call, actual, expected);
    }

    @Nested
    class Read {
        @Test
        void returns_what_stands_in_the_folder() throws IOException {
            Exercise exercise = Exercise.read(folder);
            assertThat(exercise.id()).isEqualTo("c1w1-half");
            assertThat(exercise.week()).isEqualTo("c1w1");
            assertThat(exercise.points()).isEqualTo(2);
            assertThat(exercise.entry())
                    .isEqualTo(new EntryPoint("int", "half", List.of(new EntryPoint.Parameter("int", "n"))));
            assertThat(exercise.entry().signature()).isEqualTo("int half(int n)");
            assertThat(exercise.needs()).containsExactly("imports", "c1w1-half");
            assertThat(exercise.probes()).extracting(Probe::name).containsExactly("small numbers", "nothing");
            assertThat(exercise.probes().get(0).calls(1))
                    .containsExactly(new Call("even", List.of(4)), new Call("odd", List.of(5)));
            assertThat(exercise.probes())
                    .extracting(Probe::comparison)
                    .containsExactly(Comparison.EXACT, new Comparison.Near(0.1, 0));
            assertThat(exercise.right())
                    .containsExactly(new Answer("shift", "A shift.", "int half(int n) {\n    return n >> 1;\n}\n"));
            assertThat(exercise.wrong())
                    .extracting(Answer::name)
                    .containsExactly("divides-by-zero", "rounded-up", "wild");
        }

        @Test
        void all_finds_every_week_and_passes_over_files() throws IOException {
            Files.writeString(root.resolve("README.md"), "text");
            Files.writeString(root.resolve("c1w1/NOTES"), "text");
            assertThat(Exercise.readAll(root)).extracting(Exercise::id).containsExactly("c1w1-half");
        }

        @Test
        void names_a_missing_file() throws IOException {
            Files.delete(folder.resolve("exercise.yaml"));
            assertThatExceptionOfType(NoSuchFileException.class)
                    .isThrownBy(() -> Exercise.read(folder))
                    .withMessage(folder.resolve("exercise.yaml").toString());
        }
    }

    @Nested
    class Hint {
        private final Call odd = new Call("odd", List.of(5));

        private String hint(Miss... misses) throws IOException {
            return Exercise.read(folder).hint(List.of(misses));
        }

        @Test
        void is_the_first_that_fits_any_miss() throws IOException {
            Miss up = miss("small numbers", odd, Outcome.of(3), Outcome.of(2));
            Miss wild = miss("nothing", new Call("zero", List.of(0)), Outcome.of(500), Outcome.of(0));
            assertThat(hint(wild, up)).isEqualTo("The half is rounded up.");
            assertThat(hint(wild)).isEqualTo("The half is far too large.");
        }

        @Test
        void knows_an_exception_by_its_name() throws IOException {
            Outcome thrown = Outcome.thrown(new ArithmeticException("/ by zero"));
            assertThat(hint(miss("nothing", odd, thrown, Outcome.of(2)))).isEqualTo("Something is divided by 0.");
        }

        @Test
        void is_the_last_one_where_one_condition_of_each_other_fails() throws IOException {
            String last = "Try some small numbers.";
            assertThat(hint(miss("nothing", odd, Outcome.of(3), Outcome.of(2)))).isEqualTo(last);
            assertThat(hint(miss("small numbers", new Call("even", List.of(5)), Outcome.of(3), Outcome.of(2))))
                    .isEqualTo(last);
            assertThat(hint(miss("small numbers", new Call("odd", List.of(7)), Outcome.of(3), Outcome.of(2))))
                    .isEqualTo(last);
            assertThat(hint(miss("small numbers", odd, Outcome.of(4), Outcome.of(2))))
                    .isEqualTo(last);
            assertThat(hint(miss("small numbers", odd, Outcome.of(3), Outcome.of(1))))
                    .isEqualTo(last);
            assertThat(hint(miss("small numbers", odd, Outcome.of(99), Outcome.of(2))))
                    .isEqualTo(last);
            assertThat(hint(miss("small numbers", odd, Outcome.of(1001), Outcome.of(2))))
                    .isEqualTo(last);
        }
    }

    @Nested
    class Refuses {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            id: c1w1-half     | id: c1w1-halve          | `id` is "c1w1-halve"; the folder is named c1w1-half
            week: c1w1        | week: c1w2              | `week` is "c1w2"; the week's folder is c1w1
            week: c1w1        | title: Half             | the file has the unknown field `title`; known are entry, hints, id, needs, points, probes, week
            points: 2         | points: 3               | `points` is 3; its probes sum to 2.0
            points: 2         | points: two             | `points` is "two"; write a finite number
            points: 2         | points: 1e400           | `points` is "Infinity"; write a finite number
            points: 1.5       | points: 0.3             | `probes[0].points` is 0.3; write a multiple of 0.25 above 0
            points: 1.5       | points: 0               | `probes[0].points` is 0; write a multiple of 0.25 above 0
            int half(int n)   | half(n)                 | `entry` is "half(n)"; write a method's head with names and types, as in `int half(int n)`
            int half(int n)   | int half(n)             | `entry` is "int half(n)"; write a method's head with names and types, as in `int half(int n)`
            int half(int n)   | List half(int n)        | `entry` has the type `List`; a probe can send boolean, int, long, double, String and arrays of them
            [imports, c1w1-half] | [imports]            | `needs` is ["imports"]; the answer cell `c1w1-half` is not among them
            [imports, c1w1-half] | imports              | `needs` is "imports"; write a list
            [imports, c1w1-half] | [imports, 7]         | `needs[1]` is 7; write a text
            name: nothing     | name: small numbers     | `probes[1].name` is "small numbers"; another probe has that name
            name: nothing     | seed: 7                 | `probes[1]` has the unknown field `seed`; known are compare, inputs, name, points
            odd: [5]          | odd: [5, 6]             | `probes[0].inputs.cases.odd` has 2 arguments; half takes 1
            odd: [5]          | odd: [5.5]              | `probes[0].inputs.cases.odd[0]` is 5.5; write a value of type int
            odd: [5]          | odd: 5                  | `probes[0].inputs.cases.odd` is 5; write a list
            cases: {zero: [0]} | cases: {}              | `probes[1].inputs.cases` is {}; write at least one call
            cases: {zero: [0]} | case: {}               | `probes[1].inputs` has the unknown field `case`; known are generator, settings
            cases: {zero: [0]} | generator: dice        | `probes[1].inputs.generator` is "dice"; known are GENERATORS
            cases: {zero: [0]} | generator: readings    | `probes[1].inputs.generator` is "readings", which makes (double[], double, double, int); half takes (int)
            compare: exact    | compare: exactly        | `probes[0].compare` is "exactly"; write exact, a tolerance or a property
            absolute: 0.1     | within: 0.1             | `probes[1].compare` has the unknown field `within`; known are absolute, relative
            absolute: 0.1     | absolute: -0.1          | `probes[1].compare.absolute` is -0.1; a tolerance is not negative
            absolute: 0.1     | property: nice          | `probes[1].compare.property` is "nice"; known are pairs-differ, repeatable, rising, share-of-true
            absolute: 0.1     | property: rising        | `probes[1].compare` looks at true and false, and half returns int
            absolute: 0.1     | property: pairs-differ  | `probes[1].compare` needs pairs, and there are 1 calls
            compare: exact    | compare: {property: pairs-differ} | `probes[0].compare` lacks the field `least`, a number above 0
            probe: small numbers | probe: large numbers | `hints[0].when.probe` is "large numbers"; no probe has that name
            case: odd         | case: strange           | `hints[0].when.case` is "strange"; no case has that name
            input: {n: 5}     | input: {m: 5}           | `hints[0].when.input` names `m`, and half has no such parameter
            input: {n: 5}     | outcome: 5              | `hints[0].when` has the unknown field `outcome`; known are actual, case, expected, input, probe
            least: 100        | least: 2000             | `hints[2].when.actual` has a least above its most; swap them
            least: 100, most: 1000 | least: 100         | `hints[2].when.actual` lacks the field `most`, the largest number that fits
            throws: ArithmeticException | raises: it    | `hints[1].when.actual` has the unknown field `raises`; known are least, most
            wrong: [wild]     | wrong: []               | `hints[2].wrong` is []; name a wrong answer that must get this hint
            wrong: [wild]     | wrong: [tame]           | `hints` name the wrong answer tame; there is no wrong/tame.java
            wrong: [wild]     | wrong: [rounded-up]     | `hints` name the wrong answer rounded-up 2 times; name it once
            say: The half is far too large. | likely: yes | `hints[2]` has the unknown field `likely`; known are say, when, wrong
            - say: Try        | - when: Try             | `hints[3]` is the last hint and has conditions; add one with `say` alone, which fits whatever no other fits
            """)
        void names_file_and_field(String there, String instead, String problem) throws IOException {
            assertThat(YAML).contains(there);
            write(YAML.replaceFirst(Pattern.quote(there), instead));
            refused(folder.resolve("exercise.yaml") + ": "
                    + problem.replace("GENERATORS", String.join(", ", new TreeSet<>(Generator.ALL.keySet()))));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            of: share        | of: key          | `probes[0].compare.of` is "key", which is no number among the parameters of side
            of: share,       | ''               | `probes[0].compare` lacks the field `of`, the parameter that the property is about
            lots: 2, least   | lots: 0.5, least | `probes[0].compare.lots` is 0.5; write a whole number from 1 on
            lots: 2, least   | lots: 3, least   | `probes[0].compare.lots` is 3; 40 calls cannot be split so
            least: 0.5       | least: 0         | `probes[0].compare.least` is 0; write a number above 0
            odds: 1.0e-6     | chance: 1.0e-6   | `probes[0].compare` has the unknown field `chance`; known are least, lots, most, odds, of, property
            keys: 20         | keys: 2.5        | `probes[0].inputs.settings.keys` is 2.5; write a whole number from 1 on
            share: 0.3       | share: 1.5       | `probes[0].inputs.settings.share` is 1.5; write a number above 0 and at most 1
            keys: 20         | many: 20         | `probes[0].inputs.settings` has the unknown field `many`; known are keys, lots, share
            ', share: 0.3'   | ''               | `probes[0].inputs.settings` lacks the field `share`, a number above 0 and at most 1
            settings:        | setting:         | `probes[0].inputs` has the unknown field `setting`; known are generator, settings
            """)
        void names_what_is_wrong_with_a_generator_or_a_property(String there, String instead, String problem)
                throws IOException {
            String yaml = YAML.substring(0, YAML.indexOf("probes:"))
                            .replace("int half(int n)", "boolean side(String key, double share)")
                    + """
                    probes:
                      - name: a share
                        points: 2
                        inputs: {generator: numbered-keys, settings: {lots: 2, keys: 20, share: 0.3}}
                        compare: {property: share-of-true, of: share, lots: 2, least: 0.5, most: 1.5, odds: 1.0e-6}
                    hints:
                      - say: Try some.
                    """;
            assertThat(yaml).contains(there);
            write(yaml.replaceFirst(Pattern.quote(there), instead));
            refused(folder.resolve("exercise.yaml") + ": " + problem);
        }

        @ParameterizedTest
        @CsvSource({
            "id, the grade_id of the answer cell",
            "week, the week's id",
            "points, what the exercise is worth",
            "entry, the head of the method that an answer must have",
            "needs, the cells that must run before a probe can",
            "probes, what an answer must do",
            "hints, what to say to a wrong answer"
        })
        void names_a_field_that_is_missing(String field, String meaning) throws IOException {
            write(YAML.replaceFirst("(?m)^" + field + ":.*\n(?:^ .*\n)*", ""));
            refused(folder.resolve("exercise.yaml") + ": the file lacks the field `" + field + "`, " + meaning);
        }

        @Test
        void a_wrong_answer_without_a_hint() throws IOException {
            answer("wrong/other.java", "// It is wrong.\nint half(int n) { return 9; }\n");
            refused(folder.resolve("exercise.yaml") + ": `hints` name the wrong answer other 0 times; name it once");
        }

        @Test
        void hints_without_a_last_one() throws IOException {
            write(YAML.substring(0, YAML.indexOf("hints:")) + "hints: []\n");
            refused(folder.resolve("exercise.yaml") + ": `hints` is []; write at least the last hint, `say` alone");
        }

        @Test
        void an_id_of_another_week() throws IOException {
            Path other = Files.createDirectories(root.resolve("c1w2"));
            Files.move(folder, other.resolve("c1w1-half"));
            folder = other.resolve("c1w1-half");
            write(YAML.replace("week: c1w1", "week: c1w2"));
            refused(folder.resolve("exercise.yaml") + ": `id` is \"c1w1-half\"; an id starts with its week, c1w2-");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            [1                  | line 1, column 3 (expected ',' or ']', but got <stream end>)
            a: b: c             | line 1, column 5 (mapping values are not allowed here)
            {id: a, id: b}      | line 1, column 11 (Duplicate field 'id')
            a: .nan             | line 1, column 8 (Malformed numeric value '.nan')
            """)
        void what_is_no_yaml_with_its_place(String text, String problem) throws IOException {
            write(text);
            refused(folder.resolve("exercise.yaml") + " is not valid YAML at " + problem
                    + "; mend it in a text editor");
        }

        @Test
        void a_file_that_is_empty_or_no_map() throws IOException {
            write("");
            refused(folder.resolve("exercise.yaml") + ": the file is empty; write a map of fields");
            write("7");
            refused(folder.resolve("exercise.yaml") + ": the file is 7; write a map of fields");
        }

        @Test
        void a_second_document_in_the_file() throws IOException {
            write(YAML + "---\n- 1\n");
            refused(folder.resolve("exercise.yaml")
                    + " is not valid YAML at line 27, column 1 (Trailing token, one document to a file);"
                    + " mend it in a text editor");
        }

        @Test
        void an_answer_without_a_reason_or_without_code() throws IOException {
            Path file = folder.resolve("right/shift.java");
            for (String text : List.of("", "int half(int n) { return n / 2; }\n", "// \nint x;\n", "// Why.\n\n")) {
                answer("right/shift.java", text);
                refused(file + " must hold a first line `// why it is wrong or right`, then the answer; write both");
            }
        }

        @Test
        void anything_else_among_the_answers() throws IOException {
            for (String name : List.of("Shift.java", "shift.txt", ".java", "a_b.java")) {
                answer("right/" + name, "// Why.\nint x;\n");
                refused(folder.resolve("right").resolve(name)
                        + " is no answer; name it by what it is, as in row-and-column-swapped.java");
                Files.delete(folder.resolve("right").resolve(name));
            }
        }

        @Test
        void a_missing_folder_of_answers() throws IOException {
            Files.delete(folder.resolve("right/shift.java"));
            Files.delete(folder.resolve("right"));
            refused(folder.resolve("right") + " is no folder; put the sample answers there");
        }
    }
}
