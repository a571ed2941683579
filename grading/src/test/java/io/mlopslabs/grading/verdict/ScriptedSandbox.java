// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.sandbox.Ending;
import io.mlopslabs.grading.sandbox.Execution;
import io.mlopslabs.grading.sandbox.Faults;
import io.mlopslabs.grading.sandbox.InfrastructureException;
import io.mlopslabs.grading.sandbox.Job;
import io.mlopslabs.grading.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kernel that understands a few words of the small week: {@code return n / 3}, {@code throw}, {@code System.exit(1)}, {@code while (true)} and what
 * else the tests write into answers. It takes no time and says what it was asked.
 */
public final class ScriptedSandbox implements Sandbox {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern DIVIDED = Pattern.compile("return n(?: / (-?\\d+))?;");
    private static final Pattern EXIT = Pattern.compile("System\\.exit\\((\\d+)\\)");
    private static final String PROBE = "probe-";
    private static final String CHECKS = "-checks";

    private final List<Job> jobs = new ArrayList<>();
    private final Map<String, Duration> slow = new HashMap<>();
    private int faults;
    private String faulty = "no such name";

    /** Returns the jobs so far, in order. */
    public synchronized List<Job> jobs() {
        return List.copyOf(jobs);
    }

    /** Makes the next runs fail as if there were no engine. */
    public synchronized void failNext(int runs) {
        faults = runs;
    }

    /** Makes each run fail whose name ends so. */
    public synchronized void failAll(String name) {
        faulty = name;
    }

    /** Makes the cell take that long. */
    public synchronized void slowDown(String cell, Duration took) {
        slow.put(cell, took);
    }

    @Override
    public synchronized Execution run(Job job) throws InfrastructureException {
        jobs.add(job);
        if (faults > 0 || job.name().endsWith(faulty)) {
            faults--;
            throw Faults.noEngine();
        }
        return new Kernel(job, slow).run();
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public void close() {}

    private static final class Kernel {
        private final Job job;
        private final Map<String, Duration> slow;
        private final ObjectNode tree;
        private final Map<String, Duration> took = new LinkedHashMap<>();
        private final Map<String, String> bodies = new HashMap<>();
        private String everywhere = "";

        Kernel(Job job, Map<String, Duration> slow) {
            this.job = job;
            this.slow = slow;
            this.tree = job.notebook().tree();
        }

        Execution run() {
            for (JsonNode cell : tree.get("cells")) {
                String id = cell.get("id").asText();
                took.put(id, slow.getOrDefault(id, Duration.ofMillis(100)));
                ArrayNode outputs = (ArrayNode) cell.get("outputs");
                Optional<Ending> ending = id.startsWith(PROBE)
                        ? probed(id, outputs)
                        : id.endsWith(CHECKS)
                                ? checked(id.substring(0, id.length() - CHECKS.length()), outputs)
                                : evaluated(id, cell.get("source").asText(), outputs);
                if (ending.isPresent()) {
                    return new Execution(Optional.of(executed()), ending.get());
                }
            }
            boolean unreadable = everywhere.contains("display(deep)");
            return new Execution(
                    unreadable ? Optional.empty() : Optional.of(executed()),
                    ending(Ending.Kind.OK, "", OptionalInt.empty()));
        }

        private Notebook executed() {
            return Notebook.of("out.ipynb", tree);
        }

        private Ending ending(Ending.Kind kind, String cell, OptionalInt exit) {
            return new Ending(kind, cell, exit, exit.orElse(0) == -9, Duration.ofSeconds(1), took, Map.of());
        }

        private Optional<Ending> evaluated(String id, String source, ArrayNode outputs) {
            if (source.contains("static {")) { // what a cell does when it runs, and not when its method is called
                everywhere += source;
            }
            if (source.contains("does not compile")) {
                error(outputs, "CompilationException", "|   does not compile", "';' expected");
                return Optional.empty();
            }
            if (source.contains("static { throw")) {
                error(outputs, "RuntimeException", "java.lang.IllegalStateException: too early", "\tat .(#1:1)");
            }
            if (source.contains("static { println")) {
                outputs.addObject()
                        .put("output_type", "stream")
                        .put("name", "stdout")
                        .put("text", "\u001b[31mred\u001b[0m <b>bold</b>\n");
            }
            if (source.contains("static { forge")) {
                frame(outputs, id).putArray("outcomes");
            }
            if (source.contains("static {")) {
                Optional<Ending> ending = ended(id, source);
                if (ending.isPresent()) {
                    return ending;
                }
            }
            bodies.put(id, source);
            return Optional.empty();
        }

        private Optional<Ending> ended(String id, String source) {
            Matcher exit = EXIT.matcher(source);
            if (exit.find()) {
                return Optional.of(ending(Ending.Kind.DIED, id, OptionalInt.of(Integer.parseInt(exit.group(1)))));
            }
            if (source.contains("malloc")) {
                return Optional.of(ending(Ending.Kind.DIED, id, OptionalInt.of(-9)));
            }
            if (source.contains("while (true)")) {
                boolean prints = source.contains("while (true) print");
                return Optional.of(ending(prints ? Ending.Kind.OUTPUT : Ending.Kind.TIMEOUT, id, OptionalInt.empty()));
            }
            return Optional.empty();
        }

        private Optional<Ending> probed(String id, ArrayNode outputs) {
            String exercise = id.substring(PROBE.length());
            String body = bodies.get(exercise);
            if (body == null || everywhere.contains("String io") || body.contains("long " + exercise.substring(5))) {
                error(outputs, "CompilationException", "|   Probe.calls", "cannot find symbol");
                return Optional.empty();
            }
            boolean later = body.contains("later {"); // a thread of its own, that comes after the result
            if (!body.contains("static {") && !later) {
                Optional<Ending> ending = ended(id, body);
                if (ending.isPresent()) {
                    return ending;
                }
            }
            String swallowed = "swallow " + exercise;
            if (!everywhere.contains(swallowed) && !body.contains("clear output")) {
                outcomes(frame(outputs, exercise), exercise, body);
            }
            if (everywhere.contains("thread { forge")) {
                outcomes(frame(outputs, exercise), exercise, "return n / 1;");
            }
            if (body.contains("frame of another")) {
                outcomes(frame(outputs, "c9w9-half"), exercise, body);
            }
            return later ? ended(id, body) : Optional.empty();
        }

        /** Two checks, of which an answer that returns n passes one. */
        private Optional<Ending> checked(String exercise, ArrayNode outputs) {
            String body = bodies.get(exercise);
            if (body == null) {
                error(outputs, "CompilationException", "|   Check", "cannot find symbol");
                return Optional.empty();
            }
            Optional<Ending> ending = ended(exercise + CHECKS, body);
            if (ending.isPresent()) {
                return ending;
            }
            boolean passed = body.contains("return n / ");
            boolean answered = !body.contains("\"not answered\"");
            ObjectNode data =
                    outputs.addObject().put("output_type", "display_data").putObject("data");
            data.put(
                    "text/plain",
                    exercise + ": 1 of 2 checks passed\n  passed  nothing is nothing\n  not yet  twelve is divided\n"
                            + "           expected 4\n           hint: look at <12>\u001b[0m");
            data.putObject("application/vnd.mlopslabs.check+json")
                    .put("exercise", exercise)
                    .put("status", passed ? "passed" : answered ? "failed" : "not_answered")
                    .put("passed", passed ? 2 : 1)
                    .put("total", 2);
            return Optional.empty();
        }

        private ObjectNode frame(ArrayNode outputs, String exercise) {
            return outputs.addObject()
                    .put("output_type", "display_data")
                    .putObject("data")
                    .putObject("application/vnd.mlopslabs.probe+json")
                    .put("version", 1)
                    .put("exercise", exercise);
        }

        private void outcomes(ObjectNode frame, String exercise, String body) {
            ArrayNode outcomes = frame.putArray("outcomes");
            try {
                for (JsonNode call : JSON.readTree(job.probes().get(exercise)).get("calls")) {
                    outcome(outcomes.addObject(), body, call.get(0).intValue());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void outcome(ObjectNode outcome, String body, int n) {
            Matcher divided = DIVIDED.matcher(body);
            if (body.contains("undefined(")) {
                outcome.put("thrown", "SPIResolutionException");
            } else if (body.contains("\"not answered\"")) {
                outcome.put("refused", "not answered");
            } else if (body.contains("new Mine()")) {
                outcome.put("refused", "class");
            } else if (divided.find()) {
                int by = divided.group(1) == null ? 1 : Integer.parseInt(divided.group(1));
                outcome.putObject("value").put("int", n / by);
            } else {
                outcome.put("thrown", "ArithmeticException");
            }
        }

        private static void error(ArrayNode outputs, String name, String... lines) {
            var trace = outputs.addObject()
                    .put("output_type", "error")
                    .put("ename", name)
                    .put("evalue", "")
                    .putArray("traceback");
            List.of(lines).forEach(trace::add);
        }
    }
}
