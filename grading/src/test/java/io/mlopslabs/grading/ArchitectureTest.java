// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The house rules of grading: its rooms in the order in which the package description names them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ArchitectureTest {
    private static final int FEWEST_CLASSES = 110; // 120 when this was written, nested ones included

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_PACKAGE_INFOS)
            .importPackages("io.mlopslabs.grading");

    @Test
    void this_test_sees_enough_classes() {
        assertThat(CLASSES).hasSizeGreaterThanOrEqualTo(FEWEST_CLASSES);
    }

    /** An empty room or a class in none of them fails too. */
    @Test
    void each_room_knows_only_those_before_it() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("notebook")
                .definedBy("..grading.notebook..")
                .layer("exercises")
                .definedBy("..grading.exercises..")
                .layer("release")
                .definedBy("..grading.release..")
                .layer("copies")
                .definedBy("..grading.copies..")
                .layer("handin")
                .definedBy("..grading.handin..")
                .layer("submission")
                .definedBy("..grading.submission..")
                .layer("sandbox")
                .definedBy("..grading.sandbox..")
                .layer("verdict")
                .definedBy("..grading.verdict..")
                .layer("report")
                .definedBy("..grading.report..")
                .layer("cli")
                .definedBy("..grading.cli..")
                .whereLayer("notebook")
                .mayNotAccessAnyLayer()
                .whereLayer("exercises")
                .mayNotAccessAnyLayer()
                .whereLayer("release")
                .mayOnlyAccessLayers("notebook")
                .whereLayer("copies")
                .mayOnlyAccessLayers("notebook", "release")
                .whereLayer("handin")
                .mayOnlyAccessLayers("notebook", "release")
                .whereLayer("submission")
                .mayOnlyAccessLayers("notebook", "exercises", "release")
                .whereLayer("sandbox")
                .mayOnlyAccessLayers("notebook")
                .whereLayer("verdict")
                .mayOnlyAccessLayers("notebook", "exercises", "submission", "sandbox")
                .whereLayer("report")
                .mayOnlyAccessLayers("notebook", "copies", "submission", "verdict")
                .ensureAllClassesAreContainedInArchitecture()
                .because(
                        "the package description of io.mlopslabs.grading says so; a new room is named there and added here,"
                                + " after the rooms it uses and before those that use it")
                .check(CLASSES);
    }

    @Test
    void only_the_command_line_prints() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..grading.cli..")
                .should(ACCESS_STANDARD_STREAMS)
                .because("a room returns what it has to say, and the command line decides on which stream it goes")
                .check(CLASSES);
    }
}
