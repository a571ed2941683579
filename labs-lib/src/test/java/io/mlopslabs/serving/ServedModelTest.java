// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mlopslabs.serving.ServedVersion.Lease;
import io.mlopslabs.serving.ServedVersion.State;
import io.mlopslabs.serving.ServedVersion.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ServedModelTest {
    @TempDir
    Path folder;

    FakeModel files;

    @BeforeEach
    void make() throws IOException {
        files = new FakeModel(folder, "fashion");
    }

    static Status ok(long version, State state) {
        return new Status(version, state, "OK", "");
    }

    static Status half(long version) {
        return new Status(
                version, State.LOADING, "FAILED_PRECONDITION", "the model in %d is half written".formatted(version));
    }

    static long served(ServedModel model) {
        try (Lease lease = model.lease()) {
            return lease.number();
        }
    }

    @Nested
    class Versions {
        @Test
        void are_the_folders_with_a_positive_number() throws IOException {
            files.with(1, 12);
            for (String name : List.of("0", "01", "-3", "1.5", "x", "9".repeat(19), ".hidden")) {
                Files.createDirectories(files.base.resolve(name));
            }
            Files.writeString(files.base.resolve("7"), "a file and no folder");
            ServedModel model = files.served(VersionPolicy.all());
            model.refresh();
            assertThat(model.statuses()).containsExactly(ok(12, State.AVAILABLE), ok(1, State.AVAILABLE));
            assertThat(model.name()).isEqualTo("fashion");
        }

        @Test
        void of_which_the_newest_answers_where_none_is_named() throws IOException {
            ServedModel model = files.with(9, 10).served(VersionPolicy.all());
            model.refresh();
            assertThat(served(model)).isEqualTo(10);
            try (Lease lease = model.lease("9")) {
                assertThat(lease.servable()).isSameAs(files.network(9));
            }
        }

        @Test
        void that_the_policy_leaves_out_are_not_loaded() throws IOException {
            ServedModel model = files.with(1, 2, 3).served(VersionPolicy.latest(2));
            model.refresh();
            assertThat(model.available()).containsExactly(3L, 2L);
            assertThat(files.loads).hasValue(2);
        }

        @Test
        void are_loaded_once() throws IOException {
            ServedModel model = files.with(1).served(VersionPolicy.all());
            model.refresh();
            model.refresh();
            assertThat(files.loads).hasValue(1);
        }
    }

    @Nested
    class A_new_version {
        @Test
        void takes_over_and_the_old_one_is_freed() throws IOException {
            ServedModel model = files.with(1).served(VersionPolicy.latest());
            model.refresh();
            files.with(2);
            model.refresh();
            assertThat(served(model)).isEqualTo(2);
            assertThat(model.statuses()).containsExactly(ok(2, State.AVAILABLE), ok(1, State.END));
            assertThat(files.network(1).closed).hasValue(1);
        }

        @Test
        void that_is_half_written_is_shown_with_its_error_while_the_old_one_serves_on() throws IOException {
            ServedModel model = files.with(1).served(VersionPolicy.latest());
            model.refresh();
            files.half(2);
            model.refresh();
            assertThat(model.statuses()).containsExactly(half(2), ok(1, State.AVAILABLE));
            assertThat(served(model)).isEqualTo(1);
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> model.lease("2"))
                    .withMessage("version 2 of model fashion is not ready: the model in 2 is half written")
                    .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(503));
        }

        @Test
        void is_tried_again_and_serves_once_it_is_whole() throws IOException {
            ServedModel model = files.with(1).served(VersionPolicy.latest());
            files.half(2);
            model.refresh();
            model.refresh();
            files.with(2);
            model.refresh();
            assertThat(model.statuses()).containsExactly(ok(2, State.AVAILABLE));
            assertThat(served(model)).isEqualTo(2);
        }

        @Test
        void that_answers_with_something_else_than_probabilities_is_refused_and_freed() throws IOException {
            var wrong = new FakeNetwork() {
                @Override
                float[][] answer(float[]... images) {
                    return new float[][] {{Float.NaN, 0}};
                }
            };
            var model = new ServedModel(files.with(1).base, VersionPolicy.all(), any -> wrong);
            model.refresh();
            assertThat(model.statuses())
                    .containsExactly(new Status(
                            1,
                            State.LOADING,
                            "FAILED_PRECONDITION",
                            "the model in %s answers a black image with the probability NaN"
                                    .formatted(files.base.resolve("1"))));
            assertThat(wrong.closed).hasValue(1);
        }

        @Test
        void that_cannot_be_read_is_told_from_one_that_is_damaged() throws IOException {
            var model = new ServedModel(files.with(1).base, VersionPolicy.all(), any -> {
                throw new UncheckedIOException("the disk is gone", new IOException());
            });
            model.refresh();
            assertThat(model.statuses())
                    .containsExactly(new Status(1, State.LOADING, "UNAVAILABLE", "the disk is gone"));
        }
    }

    @Nested
    class A_removed_version {
        @Test
        void is_freed_when_the_last_request_that_uses_it_is_done() throws IOException {
            ServedModel model = files.with(1, 2).served(VersionPolicy.all());
            model.refresh();
            FakeNetwork removed = files.network(1);
            try (Lease first = model.lease("1")) {
                try (Lease second = model.lease("1")) {
                    files.remove(1);
                    model.refresh();
                    assertThat(model.statuses()).containsExactly(ok(2, State.AVAILABLE), ok(1, State.UNLOADING));
                    assertThat(second.servable()).isSameAs(removed);
                }
                assertThat(removed.closed).hasValue(0);
                assertThat(first.servable()).isSameAs(removed);
            }
            assertThat(removed.closed).hasValue(1);
            assertThat(model.statuses()).containsExactly(ok(2, State.AVAILABLE), ok(1, State.END));
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> model.lease("1"))
                    .withMessage("version 1 of model fashion is no longer served; available: 2")
                    .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(404));
        }

        @Test
        void leaves_the_model_without_an_answer_where_it_was_the_only_one() throws IOException {
            ServedModel model = files.with(1).served(VersionPolicy.latest());
            model.refresh();
            files.remove(1);
            model.refresh();
            assertThat(model.statuses()).containsExactly(ok(1, State.END));
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(model::lease)
                    .withMessage("model fashion is not ready: no version of it is available")
                    .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(503));
        }

        @Test
        void that_comes_back_is_loaded_again() throws IOException {
            ServedModel model = files.with(1).served(VersionPolicy.all());
            model.refresh();
            files.remove(1);
            model.refresh();
            files.with(1);
            model.refresh();
            assertThat(model.statuses()).containsExactly(ok(1, State.AVAILABLE));
            assertThat(files.loads).hasValue(2);
        }

        @Test
        void hands_back_to_an_older_one() throws IOException {
            ServedModel model = files.with(1, 2).served(VersionPolicy.latest());
            model.refresh();
            files.remove(2);
            model.refresh();
            assertThat(served(model)).isEqualTo(1);
        }

        @Test
        void that_never_was_whole_ends_with_its_error() throws IOException {
            ServedModel model = files.with(1).served(VersionPolicy.all());
            files.half(2);
            model.refresh();
            Files.delete(files.base.resolve("2"));
            model.refresh();
            assertThat(model.statuses())
                    .containsExactly(
                            new Status(2, State.END, "FAILED_PRECONDITION", "the model in 2 is half written"),
                            ok(1, State.AVAILABLE));
        }
    }

    @Test
    void goes_on_where_its_folder_cannot_be_listed() throws IOException {
        ServedModel model = files.with(1).served(VersionPolicy.all());
        model.refresh();
        files.remove(1);
        Files.delete(files.base);
        model.refresh();
        assertThat(served(model)).isEqualTo(1);
    }

    @Test
    void frees_every_version_when_it_is_closed() throws IOException {
        ServedModel model = files.with(1, 2).served(VersionPolicy.all());
        model.refresh();
        model.close();
        assertThat(model.statuses()).containsExactly(ok(2, State.END), ok(1, State.END));
        assertThat(files.network(1).closed).hasValue(1);
        assertThat(files.network(2).closed).hasValue(1);
        files.with(3);
        model.refresh();
        assertThat(files.loads).hasValue(2);
    }

    @Test
    void names_the_versions_there_are_to_who_asks_for_another() throws IOException {
        ServedModel model = files.with(1, 4).served(VersionPolicy.all());
        model.refresh();
        for (String number : List.of("2", "0", "-1", "1.0", "x", "99999999999999999999")) {
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> model.lease(number))
                    .withMessage("model fashion has no version %s; available: 4, 1", number)
                    .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(404));
        }
    }
}
