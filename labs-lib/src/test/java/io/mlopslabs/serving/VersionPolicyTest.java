// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VersionPolicyTest {
    static final SortedSet<Long> PRESENT = new TreeSet<>(List.of(1L, 2L, 10L, 9L));

    @Test
    void latest_takes_the_highest_numbers_and_one_if_not_told() {
        assertThat(VersionPolicy.latest().choose(PRESENT)).containsExactly(10L);
        assertThat(VersionPolicy.latest(3).choose(PRESENT)).containsExactly(2L, 9L, 10L);
        assertThat(VersionPolicy.latest(9).choose(PRESENT)).isEqualTo(PRESENT);
    }

    @Test
    void all_takes_every_one() {
        assertThat(VersionPolicy.all().choose(PRESENT)).isEqualTo(PRESENT);
    }

    @Test
    void specific_takes_those_named_that_are_there() {
        assertThat(VersionPolicy.specific(9, 3, 1).choose(PRESENT)).containsExactly(1L, 9L);
    }

    @Test
    void none_invents_a_version() {
        for (VersionPolicy policy : List.of(VersionPolicy.latest(), VersionPolicy.all(), VersionPolicy.specific(1))) {
            assertThat(policy.choose(new TreeSet<>())).isEmpty();
        }
    }

    @Test
    void refuses_what_serves_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionPolicy.latest(0))
                .withMessage("count is 0; a policy serves at least 1 version");
        assertThatIllegalArgumentException()
                .isThrownBy(VersionPolicy::specific)
                .withMessage("versions are []; a policy names one or more, each 1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionPolicy.specific(2, 0))
                .withMessage("versions are [0, 2]; a policy names one or more, each 1 or more");
    }
}
