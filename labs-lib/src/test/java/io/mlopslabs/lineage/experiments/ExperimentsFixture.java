// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.lineage.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Experiments in a new file, with a clock that is set by hand and numbers for ids. */
abstract class ExperimentsFixture {
    /** Stands still until it is set. */
    static final class HandClock extends Clock {
        long now = 1000;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now);
        }
    }

    @TempDir
    Path folder;

    final HandClock clock = new HandClock();
    Experiments experiments;
    int lastId;

    @BeforeEach
    void open() {
        experiments =
                Experiments.open(folder.resolve("deep/er/experiments.db"), clock, () -> "%032x".formatted(++lastId));
    }

    @AfterEach
    void close() {
        experiments.close();
    }

    RunRecord only() {
        List<RunRecord> runs = experiments.runs("e");
        assertThat(runs).hasSize(1);
        return runs.get(0);
    }
}
