// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The locks themselves, tried with plain commands: what a notebook can do is no more. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LockedContainerTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String MARK = UUID.randomUUID().toString();

    private static ContainerEngine engine;
    private LockedContainer container;

    @BeforeEach
    void start() throws InfrastructureException {
        String image = Engines.image();
        if (engine == null) {
            engine = ContainerEngine.connect();
        }
        container = LockedContainer.start(engine, image, MARK, LIMIT);
    }

    @AfterEach
    void end() throws InfrastructureException {
        if (container != null) {
            container.remove();
            assertThat(containers()).isEmpty();
        }
    }

    /** Runs a line of shell and returns what it said on stderr. */
    private String says(String line) throws InfrastructureException {
        return container
                .run(LIMIT, 0, "sh", "-c", "{ " + line + "; } >&2")
                .lastWords()
                .strip();
    }

    @Test
    void there_is_no_network_but_its_own_loopback() throws Exception {
        assertThat(says("ls /sys/class/net")).isEqualTo("lo");
        assertThat(says("python3 -c 'import socket; socket.create_connection((\"192.0.2.1\", 80))' 2>&1 | tail -n 1"))
                .isEqualTo("OSError: [Errno 101] Network is unreachable");
    }

    @Test
    void nothing_can_be_written_but_the_memory_disks() throws Exception {
        assertThat(says("find / -type d -writable -not -path '/proc/*' 2>/dev/null | sort | tr '\\n' ' '"))
                .isEqualTo("/dev/mqueue /dev/shm /home/learner /tmp /work"); // the first two are Docker's own, 64 MB at
        // most
        assertThat(says("touch /work/x /tmp/x /home/learner/x && echo written")).isEqualTo("written");
    }

    @Test
    void the_memory_disks_are_small_and_nothing_in_them_is_executed() throws Exception {
        assertThat(says("df -m --output=size /work /tmp /home/learner | tail -n 3 | tr -d ' '"))
                .isEqualTo("256\n64\n16");
        assertThat(says("head -c 300M /dev/zero >/work/full; stat -c %s /work/full"))
                .contains("No space left on device")
                .endsWith(Integer.toString(256 << 20));
        assertThat(
                        says(
                                "for d in /work /tmp /home/learner; do grep -c \" $d .*nosuid,nodev,noexec\" /proc/mounts; done"))
                .isEqualTo("1\n1\n1");
    }

    @Test
    void its_user_is_plain_and_cannot_become_another() throws Exception {
        assertThat(says("id -u; grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/self/status | tr -d '\\t'"))
                .isEqualTo("""
                        1000
                        CapInh:0000000000000000
                        CapPrm:0000000000000000
                        CapEff:0000000000000000
                        CapBnd:0000000000000000
                        CapAmb:0000000000000000
                        NoNewPrivs:1
                        Seccomp:2""");
    }

    @Test
    void a_fork_bomb_meets_the_limit_and_the_container_can_still_be_read_and_ended() throws Exception {
        container.write(Map.of("note", "kept".getBytes(UTF_8)));
        assertThat(says("for i in $(seq 400); do sleep 1000 >/dev/null 2>&1 & done"))
                .containsIgnoringCase("fork");
        assertThat(container.read("note", 100)).map(String::new).contains("kept");
        assertThat(container.endedForMemory()).isFalse();
    }

    @Test
    void memory_over_the_cap_ends_the_process_and_is_told() throws Exception {
        var ended = container.run(LIMIT, 0, "python3", "-c", "b = bytearray(3 << 30)");
        assertThat(ended.exit()).contains(137L);
        assertThat(container.endedForMemory()).isTrue();
    }

    @Test
    void a_command_that_does_not_end_is_left_at_its_limit() throws Exception {
        long start = System.nanoTime();
        assertThat(container.run(Duration.ofSeconds(1), 0, "sleep", "1000").exit())
                .isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(10));
        assertThat(container.endedForMemory()).isFalse();
    }

    @Test
    void a_flood_on_stderr_is_cut_to_its_end() throws Exception {
        var ended = container.run(LIMIT, 0, "sh", "-c", "yes | head -c 20M >&2; echo last >&2; exit 7");
        assertThat(ended.exit()).contains(7L);
        assertThat(ended.lastWords()).hasSize(2000).endsWith("y\nlast\n");
    }

    @Test
    void what_is_said_in_the_name_of_its_first_process_is_not_kept_on_the_disk_of_this_machine() throws Exception {
        assertThat(says("head -c 1M /dev/zero >/proc/1/fd/1 && echo said")).isEqualTo("said");
        var log = engine.ask("describe it", () -> engine.client()
                .inspectContainerCmd(containers().get(0))
                .exec()
                .getLogPath());
        assertThat(log).isEmpty();
    }

    private static List<String> containers() throws InfrastructureException {
        return engine.labelled(LockedContainer.SANDBOX + "=" + MARK).stream()
                .map(container -> container.getId())
                .toList();
    }

    @Test
    void what_is_written_comes_back_and_may_be_read_but_not_changed() throws Exception {
        byte[] bytes = new byte[1 << 20];
        new SplittableRandom(1).nextBytes(bytes);
        container.write(Map.of("in", bytes, "probes/a.json", "{}".getBytes(UTF_8)));
        assertThat(says("echo x >/work/in; cat /work/probes/a.json"))
                .contains("Permission denied")
                .endsWith("{}");
        assertThat(container.read("in", bytes.length))
                .hasValueSatisfying(b -> assertThat(b).isEqualTo(bytes));
    }

    @Test
    void what_is_no_plain_file_of_the_size_that_was_asked_for_is_not_read() throws Exception {
        says("cd /work; printf 12345 >five; ln -s five link; mkdir folder; mkfifo pipe; truncate -s 10T sparse");
        for (String name : new String[] {"link", "folder", "pipe", "sparse", "missing"}) {
            assertThat(container.read(name, 5)).as(name).isEmpty();
        }
        assertThat(container.read("five", 4)).isEmpty();
        assertThat(container.read("five", 5)).map(String::new).contains("12345");
    }
}
