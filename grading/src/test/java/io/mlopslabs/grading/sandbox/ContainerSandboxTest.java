// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.notebook.Notebook;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ContainerSandboxTest {
    private static ContainerSandbox sandbox;

    @BeforeEach
    void open() throws InfrastructureException {
        String image = Engines.image();
        if (sandbox == null) {
            sandbox = ContainerSandbox.open(image);
        }
    }

    @AfterAll
    static void close() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    private static Job job(String... sources) {
        ObjectNode tree = new JsonMapper().createObjectNode();
        tree.put("nbformat", 4).put("nbformat_minor", 5).putObject("metadata");
        var cells = tree.putArray("cells");
        for (String source : sources) {
            var cell = cells.addObject().put("cell_type", "code").put("id", "c" + (cells.size() - 1));
            cell.putObject("metadata").putObject("course").put("limit", 10);
            cell.put("source", source).putNull("execution_count").putArray("outputs");
        }
        return new Job("job", Notebook.of("job", tree), Map.of(), Duration.ofSeconds(30));
    }

    private void show(String... sources) throws InfrastructureException {
        long t = System.nanoTime();
        var e = sandbox.run(job(sources));
        System.out.println("RESULT " + (System.nanoTime() - t) / 1_000_000 + " ms " + e.ending() + " "
                + e.executed()
                        .map(n -> new String(n.toBytes()))
                        .map(s -> s.substring(Math.max(0, s.length() - 900)))
                        .orElse("none"));
    }

    @Test
    void trivial() throws Exception {
        for (int i = 0; i < 3; i++) show("1 + 1", "System.getProperty(\"java.version\")");
        show("System.exit(3);");
        show("while (true) {}");
        show("var l = new ArrayList<long[]>(); while (true) l.add(new long[1000000]);");
        show(
                "var l = new ArrayList<java.nio.ByteBuffer>(); for (int i = 0; i < 900; i++) { var b = java.nio.ByteBuffer.allocateDirect(1 << 20); l.add(b); }; l.size()",
                "new ProcessBuilder(\"python3\", \"-c\", \"b=bytearray(3<<30)\").start().waitFor()");
        show(
                "for (int i = 0; i < 100000; i++) new Thread(() -> { try { Thread.sleep(100000); } catch (Exception e) {} }).start();",
                "1+1");
        show("Runtime.getRuntime().exec(new String[]{\"sh\",\"-c\",\"f() { f | f & }; f\"});", "1+1");
        show("ProcessHandle.current().parent().get().destroyForcibly()", "1+1");
        show(
                "Runtime.getRuntime().exec(new String[]{\"sh\",\"-c\",\"kill -STOP $(cat /proc/[0-9]*/stat | cut -d ' ' -f 1)\"});",
                "1+1");
        show(
                "try (var o = new java.io.FileOutputStream(\"/work/full\")) { while (true) o.write(new byte[100000]); }",
                "1+1");
        show(
                "try (var o = new java.io.FileOutputStream(\"/tmp/full\")) { while (true) o.write(new byte[100000]); }",
                "1+1");
        show(
                "new ProcessBuilder(\"truncate\", \"-s\", \"10T\", \"/work/out.ipynb\").start().waitFor(); new ProcessBuilder(\"sh\", \"-c\", \"rm -rf /work/*; ln -s /etc/passwd /work/ending.json; mkdir /work/out.ipynb\").start().waitFor()",
                "1+1");
        assertThat(1).isEqualTo(1);
    }
}
