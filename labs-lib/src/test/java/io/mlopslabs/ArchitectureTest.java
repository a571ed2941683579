// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The house rules of labs-lib; a class reaches only what {@link #ROOMS} lists before its own room. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ArchitectureTest {
    /** Every room of the design, those that are not built yet too: a room may use the rooms before it. */
    static final List<String> ROOMS = List.of(
            "data",
            "engine",
            "statistics",
            "detection",
            "validation",
            "features",
            "lineage",
            "labeling",
            "augment",
            "tuning",
            "compression",
            "distributed",
            "evaluation",
            "fairness",
            "explain",
            "serving",
            "pipeline",
            "monitoring",
            "delivery",
            "privacy",
            "notebook");

    private static final String HOUSE = "io.mlopslabs.";
    /** What ./course starts: its caller is a terminal. */
    private static final List<String> COMMAND_LINE =
            List.of(HOUSE + "serving.ServeCommand", HOUSE + "validation.cli.DataCommand");

    private static final int FEWEST_CLASSES = 150; // 171 when this was written, nested ones included

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_PACKAGE_INFOS)
            .withImportOption(location -> !location.contains("/validation/proto/")) // made by protoc
            .importPackages("io.mlopslabs");

    @Test
    void this_test_sees_the_class_of_every_source_file() throws IOException {
        Path sources = Path.of("src", "main", "java");
        try (var files = Files.walk(sources)) {
            List<String> written = files.map(file -> sources.relativize(file).toString())
                    .filter(file -> file.endsWith(".java") && !file.endsWith("package-info.java"))
                    .map(file -> file.replaceAll("[/\\\\]", ".").replaceAll("\\.java$", ""))
                    .toList();
            assertThat(CLASSES).extracting(JavaClass::getName).containsAll(written);
        }
        assertThat(CLASSES).hasSizeGreaterThanOrEqualTo(FEWEST_CLASSES);
    }

    @Test
    void every_class_lives_in_a_room_of_the_list() {
        assertThat(CLASSES.stream()
                        .map(JavaClass::getName)
                        .filter(name -> !ROOMS.contains(room(name)))
                        .sorted())
                .as(
                        "Classes outside the rooms. Move each into the room whose question it answers; for a new room, add its package"
                                + " to ROOMS in ArchitectureTest, after the rooms it uses and before those that use it")
                .isEmpty();
    }

    /** No cycle either: one of its steps would lead to a later room. */
    @Test
    void no_room_uses_a_later_one() {
        assertThat(CLASSES.stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .filter(ArchitectureTest::leadsToALaterRoom)
                        .map(Dependency::getDescription)
                        .sorted())
                .as(
                        "Dependencies on a later room. Move what both need into the earlier room, or let the later one pass it in;"
                                + " the order is ROOMS in ArchitectureTest")
                .isEmpty();
    }

    @Test
    void only_the_notebook_room_and_the_command_line_print() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HOUSE + "notebook..")
                .and()
                .haveNameNotMatching(COMMAND_LINE.stream().map(Pattern::quote).collect(Collectors.joining("|")))
                .should(ACCESS_STANDARD_STREAMS)
                .because(
                        "a room returns what it has to say or logs it through slf4j, and its caller decides who reads it")
                .check(CLASSES);
    }

    @Test
    void only_the_notebook_room_knows_how_logging_is_done_here() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HOUSE + "notebook..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.slf4j.jul..")
                .because("a library logs through slf4j, so that whoever uses it without a notebook chooses the backend")
                .check(CLASSES);
    }

    @Test
    void only_the_notebook_room_knows_the_kernel() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HOUSE + "notebook..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.dflib.jjava..")
                .because("the kernel's classes are there only inside a notebook, and the rooms work without one")
                .check(CLASSES);
    }

    private static boolean leadsToALaterRoom(Dependency dependency) {
        String target = dependency.getTargetClass().getBaseComponentType().getName();
        String origin = dependency.getOriginClass().getName();
        return target.startsWith(HOUSE) && ROOMS.indexOf(room(target)) > ROOMS.indexOf(room(origin));
    }

    /** Returns the name after the house's; that of a class for one that lies in no room. */
    private static String room(String className) {
        String inside = className.substring(HOUSE.length());
        return inside.contains(".") ? inside.substring(0, inside.indexOf('.')) : "";
    }
}
