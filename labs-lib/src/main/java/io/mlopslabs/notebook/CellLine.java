// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/**
 * The line of a cell where an exception arose.
 *
 * <p>JShell compiles each snippet inside a class of its own and keeps to itself how that class's lines map to the snippet's. The kernel
 * is started with that package open; where it is not, there is no line and the report goes without.
 */
final class CellLine {
    private static final String CELL_CLASS = "REPL.$JShell$";

    private CellLine() {}

    /** Returns "at: " and the text of the innermost line of a cell, empty if no cell took part or the line is not known. */
    static Optional<String> of(Throwable e) {
        for (StackTraceElement frame : e.getStackTrace()) {
            if (frame.getClassName().startsWith(CELL_CLASS)) {
                try {
                    return lineOf(frame).map(line -> "at: " + Excerpt.cut(line.strip()));
                } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> lineOf(StackTraceElement frame) throws ReflectiveOperationException {
        BaseKernel kernel = KernelScreen.runningKernel();
        if (kernel == null) {
            return Optional.empty();
        }
        var shell = (JShell) kernel.getClass().getMethod("getJShell").invoke(kernel);
        Field outerMap = JShell.class.getDeclaredField("outerMap");
        outerMap.setAccessible(true);
        Object map = outerMap.get(shell);
        String simple = frame.getClassName().substring("REPL.".length());
        int nested = simple.indexOf('$', "$JShell$".length());
        String wrapper = "REPL." + (nested < 0 ? simple : simple.substring(0, nested));
        Object outer = invoke(map, "getOuter", wrapper);
        if (outer == null) {
            return Optional.empty();
        }
        int line = (int) invoke(outer, "wrapLineToSnippetLine", frame.getLineNumber() - 1);
        var snippet = (Snippet) invoke(outer, "wrapLineToSnippet", frame.getLineNumber() - 1);
        List<String> lines =
                snippet == null ? List.of() : snippet.source().lines().toList();
        return line >= 0 && line < lines.size() ? Optional.of(lines.get(line)) : Optional.empty();
    }

    private static Object invoke(Object target, String name, Object argument) throws ReflectiveOperationException {
        for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == 1) {
                    method.setAccessible(true);
                    return method.invoke(target, argument);
                }
            }
        }
        throw new NoSuchMethodException(name);
    }
}
