// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RehearsalTest {
    @Test
    void answers_all_of_its_own_requests() throws IOException, InterruptedException {
        LoadReport report = Rehearsal.hold();
        assertThat(report.byStatus()).containsExactly(entry(200, 400L));
        assertThat(report.failed()).isZero();
    }
}
