// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ObserversTest {
    @Test
    void all_hear_of_an_answer_even_where_one_fails_and_the_failure_is_logged() {
        var heard = new ArrayList<ServedRequest>();
        var observers = new Observers(List.of(
                heard::add,
                request -> {
                    throw new IllegalStateException("full");
                },
                heard::add));
        try (var log = new CapturedLog()) {
            observers.tell("fashion", "predict", Answer.of(Refusal.unprocessable("x", "wrong")), System.nanoTime());
            assertThat(log.messages()).containsExactly("an observer failed at predict of fashion");
        }
        assertThat(heard).hasSize(2);
        assertThat(heard.get(0)).isSameAs(heard.get(1));
        assertThat(heard.get(0).status()).isEqualTo(422);
        assertThat(heard.get(0).model()).isEqualTo("fashion");
        assertThat(heard.get(0).operation()).isEqualTo("predict");
        assertThat(heard.get(0).version()).isZero();
        assertThat(heard.get(0).seen()).isEqualTo(Answer.NOTHING);
    }
}
