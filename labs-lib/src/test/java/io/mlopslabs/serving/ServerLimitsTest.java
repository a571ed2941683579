// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ServerLimitsTest {
    static final ServerLimits STANDARD = ServerLimits.standard();

    @Test
    void are_those_that_the_javadoc_names() {
        assertThat(STANDARD)
                .isEqualTo(new ServerLimits(
                        8 * 1024 * 1024,
                        1024,
                        4_194_304,
                        Runtime.getRuntime().availableProcessors(),
                        256,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60)));
    }

    @Test
    void change_one_at_a_time() {
        ServerLimits changed = STANDARD.withRequestBytes(1)
                .withInstances(2)
                .withPixels(3)
                .withConcurrent(4)
                .withWaiting(5)
                .withRequestTime(Duration.ofMillis(6))
                .withIdleTime(Duration.ofMillis(7));
        assertThat(changed).isEqualTo(new ServerLimits(1, 2, 3, 4, 5, Duration.ofMillis(6), Duration.ofMillis(7)));
    }

    @Test
    void refuse_what_would_let_nothing_through() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STANDARD.withInstances(0))
                .withMessage("instances is 0; it is at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STANDARD.withWaiting(-1))
                .withMessage("waiting is -1; it is at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STANDARD.withIdleTime(Duration.ofNanos(5)))
                .withMessage("idleTime is PT0.000000005S; it is at least a millisecond");
        assertThat(STANDARD.withWaiting(0).waiting()).isZero();
    }
}
