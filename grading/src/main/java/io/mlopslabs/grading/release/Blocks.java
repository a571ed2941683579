// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The blocks of a Java cell, as far as needed to say whether a region may become a statement that throws.
 *
 * <p>Reads braces outside comments and literals, not the grammar. What it cannot tell apart it refuses: a refusal costs the author one look, a
 * stub that does not compile costs every learner the cell.
 */
final class Blocks {
    private static final Pattern TYPE = Pattern.compile(
            "\\b(?:class|interface|enum|record)\\s+\\w+[^=]*$|\\bnew\\s+[\\w.<>,?\\s]+\\(.*\\)\\s*$", Pattern.DOTALL);
    /** After one of these the method goes on even if the block throws. */
    private static final Pattern SKIPPABLE = Pattern.compile("\\s*(?:else\\s+)?(?:if|for|while)\\b.*", Pattern.DOTALL);

    private static final Pattern ENDLESS =
            Pattern.compile("\\s*(?:while\\s*\\(\\s*true\\s*\\)|for\\s*\\(\\s*;\\s*;.*)\\s*", Pattern.DOTALL);
    private static final Pattern LAMBDA = Pattern.compile(".*->\\s*", Pattern.DOTALL);

    private static final Pattern METHOD = Pattern.compile(
            "\\s*(?:[\\w.<>\\[\\],?&@\\s]*[\\s>\\]])?(?!(?:if|for|while|switch|catch|synchronized|try)\\b)\\w+\\s*\\(.*\\)"
                    + "\\s*(?:throws\\s+[\\w.,\\s]+)?",
            Pattern.DOTALL);

    private final String code;

    Blocks(String source) {
        this.code = blanked(source);
    }

    /** Returns why {@code source[begin, end)} cannot become a throw statement, empty if it can. */
    Optional<String> whyNoStub(int begin, int end) {
        Deque<String> enclosing = headers(begin);
        if (!isBalanced(code.substring(begin, end))) {
            return Optional.of("the solution region opens or closes a brace without its partner;"
                    + " move the markers so that both or neither stand between them");
        }
        if (!enclosing.isEmpty() && TYPE.matcher(enclosing.peek()).find()) {
            return Optional.of("the solution region stands in the body of a type, where no statement may stand;"
                    + " put the markers inside a method's body");
        }
        if (enclosing.stream().noneMatch(Blocks::runsWhenCalled)) {
            return Optional.of("the solution region stands outside a method, so an untouched copy would stop here;"
                    + " put the markers inside a method's body");
        }
        String rest = code.substring(end).stripLeading();
        for (String header : enclosing) {
            if (!rest.startsWith("}")) {
                return Optional.of("a statement follows the solution region, and after the stub it could never run;"
                        + " move it into the region or into another cell");
            }
            rest = rest.substring(1).stripLeading();
            boolean goesOn = SKIPPABLE.matcher(header).matches()
                    && !ENDLESS.matcher(header).matches()
                    && !rest.startsWith("else");
            if (goesOn || runsWhenCalled(header)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean runsWhenCalled(String header) {
        return LAMBDA.matcher(header).matches() || METHOD.matcher(header).matches();
    }

    /** Headers of the blocks around {@code offset}, innermost first: the text from the last statement's end up to the brace. */
    private Deque<String> headers(int offset) {
        var headers = new ArrayDeque<String>();
        var parentheses =
                new ArrayDeque<Integer>(); // open ones per block: a `;` within a `for (...)` ends no statement
        int open = 0;
        int start = 0;
        for (int i = 0; i < offset; i++) {
            switch (code.charAt(i)) {
                case '(' -> open++;
                case ')' -> open--;
                case ';' -> start = open == 0 ? i + 1 : start;
                case '{' -> {
                    headers.push(code.substring(start, i));
                    parentheses.push(open);
                    open = 0;
                    start = i + 1;
                }
                case '}' -> {
                    headers.poll();
                    Integer outer = parentheses.poll();
                    open = outer == null ? 0 : outer;
                    start = i + 1;
                }
                default -> {}
            }
        }
        return headers;
    }

    private static boolean isBalanced(String code) {
        int depth = 0;
        for (int i = 0; i < code.length() && depth >= 0; i++) {
            depth += code.charAt(i) == '{' ? 1 : code.charAt(i) == '}' ? -1 : 0;
        }
        return depth == 0;
    }

    /** Returns {@code source} with every character of a comment or a literal blanked, so that offsets stay. */
    static String blanked(String source) {
        char[] code = source.toCharArray();
        int i = 0;
        while (i < code.length) {
            int end = literalOrCommentEnd(source, i);
            if (end > i) {
                Arrays.fill(code, i, end, ' ');
            }
            i = Math.max(end, i + 1);
        }
        return new String(code);
    }

    private static int literalOrCommentEnd(String source, int i) {
        if (source.startsWith("//", i)
                || source.startsWith("#", i)) { // Java has no `#`, but a marker may begin with it
            return orEnd(source, source.indexOf('\n', i), 0);
        }
        if (source.startsWith("/*", i)) {
            return orEnd(source, source.indexOf("*/", i + 2), 2);
        }
        if (source.startsWith("\"\"\"", i)) {
            return quoteEnd(source, i + 3, "\"\"\"");
        }
        if (source.charAt(i) == '"' || source.charAt(i) == '\'') {
            return quoteEnd(source, i + 1, source.substring(i, i + 1));
        }
        return i;
    }

    private static int quoteEnd(String source, int from, String quote) {
        int i = from;
        while (i < source.length() && !source.startsWith(quote, i)) {
            i += source.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i + quote.length(), source.length());
    }

    private static int orEnd(String source, int found, int width) {
        return found < 0 ? source.length() : found + width;
    }
}
