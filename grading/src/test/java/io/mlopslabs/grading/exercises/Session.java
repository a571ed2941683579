// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import io.mlopslabs.notebook.Displayable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.execution.LocalExecutionControlProvider;

/**
 * A notebook's cells in a JShell of this JVM, as the kernel evaluates them: snippet by snippet, in the kernel's imports.
 *
 * <p>A kernel of its own takes a second and answers in text; here a cell takes milliseconds and hands over live objects.
 */
public final class Session implements AutoCloseable {
    /** What JJava and the library's extension import before the first cell. */
    private static final String KERNEL_IMPORTS = """
            import java.util.*;
            import java.io.*;
            import java.math.*;
            import java.net.*;
            import java.time.*;
            import java.util.concurrent.*;
            import java.util.prefs.*;
            import java.util.regex.*;
            import java.util.function.*;
            import java.util.stream.*;
            import io.mlopslabs.notebook.*;
            """;

    /** An entry point, called with its arguments in order. */
    @FunctionalInterface
    public interface Entry {
        /** Calls it. */
        Object call(Object[] arguments) throws Throwable;
    }

    /** What a cell handed over last: the one place that both this code and a snippet can name. */
    private static Object handed;

    private final JShell shell = JShell.builder()
            .executionEngine(new LocalExecutionControlProvider(), Map.of())
            .build();

    Session() {
        shell.addToClasspath(System.getProperty("java.class.path"));
        run(KERNEL_IMPORTS);
    }

    /** Called by snippets. */
    public static void hand(Entry entry) {
        handed = entry;
    }

    /** Called by snippets. */
    public static void hand(Displayable report) {
        handed = report.bundle().forms();
    }

    /** Runs a cell; an {@link AssertionError} says which snippet does not compile or throws, and why. */
    void run(String cell) {
        for (String snippet : snippets(cell)) {
            for (SnippetEvent event : shell.eval(snippet)) {
                check(event);
            }
        }
    }

    private void check(SnippetEvent event) {
        Snippet snippet = event.snippet();
        String problems = shell.diagnostics(snippet)
                .map(diagnostic -> diagnostic.getMessage(null))
                .collect(Collectors.joining("\n"));
        boolean usable = event.status() == Snippet.Status.VALID || event.status() == Snippet.Status.OVERWRITTEN;
        JShellException thrown = event.exception();
        if (!usable || thrown != null) {
            throw new AssertionError(
                    event.status() + " " + problems + (thrown == null ? "" : thrown) + "\n" + snippet.source());
        }
    }

    private List<String> snippets(String cell) {
        SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
        var snippets = new ArrayList<String>();
        for (String rest = cell; !rest.isBlank(); ) {
            var next = analysis.analyzeCompletion(rest);
            if (!next.completeness().isComplete()) {
                throw new AssertionError("ends too early: " + rest);
            }
            if (!next.source().isBlank()) {
                snippets.add(next.source());
            }
            rest = next.remaining();
        }
        return snippets;
    }

    /** Runs a checks cell; returns {@code passed}, {@code failed} or {@code not_answered}. */
    String status(String checks) {
        String report = ".report();";
        List<String> snippets = snippets(checks);
        String last = snippets.get(snippets.size() - 1).strip();
        if (!last.endsWith(report)) {
            throw new AssertionError("a checks cell ends with " + report);
        }
        snippets.subList(0, snippets.size() - 1).forEach(this::run);
        run(Session.class.getName() + ".hand(" + last.substring(0, last.length() - report.length()) + ");");
        Object summary = ((Map<?, ?>) handed).get("application/vnd.mlopslabs.check+json");
        return (String) ((Map<?, ?>) summary).get("status");
    }

    /** Returns the entry point that the cells so far have defined. */
    Entry entry(EntryPoint entry) {
        String arguments = IntStream.range(0, entry.parameters().size())
                .mapToObj(i -> "(" + entry.parameters().get(i).type() + ") a[" + i + "]")
                .collect(Collectors.joining(", "));
        run(Session.class.getName() + ".hand((" + Session.class.getName() + ".Entry) a -> " + entry.name() + "("
                + arguments + "));");
        return (Entry) handed;
    }

    @Override
    public void close() {
        shell.close();
    }
}
