// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import io.mlopslabs.grading.notebook.MalformedNotebookException;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.release.Secret.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What no released notebook and no page of the course may hold, and the search for it in their bytes.
 *
 * <p>Secret are
 *
 * <ul>
 *   <li>each line of a solution region, and of the sample answers beside an exercise, of 12 characters or more, blanks not counted; not the head
 *       of the method, which the notebook shows;
 *   <li>each line of a hidden region that has a letter or a digit. One of 12 characters or more is found inside any text, a shorter one between
 *       the ends of words, and one of fewer than four letters and digits as a line of its own;
 *   <li>in {@code exercise.yaml}, every sentence of a hint, every seed, and inputs, expected and typical wrong results of 12 characters or more
 *       ({@code 0.55} cannot be told from any other number).
 * </ul>
 *
 * <p>A secret that the instructor's sources show is none. A line of Java is shown by a code cell that runs it, of this week or another, and not by
 * a comment, a literal or prose; and a notebook that runs more than half of an answer does not show its lines but gives it away. A sentence or a
 * value is shown by any cell. A hidden line of 12 characters or more is never excused: what stands in sight need not be hidden.
 *
 * <p>The search reads every key and every value of the file: sources, metadata, outputs, attachments, ids. It looks through layout (blanks, line
 * breaks, comment signs) and through what a text can be wrapped in: escapes, HTML, Base64. It does not see renamed variables, compressed data or a
 * picture of text.
 */
public final class Secrets {
    private final Map<String, Secret> linesByText = new HashMap<>();
    private final Map<String, Secret> valuesByText = new HashMap<>();
    private final Map<String, Long> codeByPart;
    private final List<Secret> shorts;
    private final SecretIndex lines;
    private final SecretIndex values;

    private Secrets(List<Secret> secrets) {
        for (Secret secret : secrets) {
            if (!secret.isShort()) {
                (secret.kind() == Kind.VALUE ? valuesByText : linesByText).putIfAbsent(secret.text(), secret);
            }
        }
        codeByPart = linesByPart(secrets);
        shorts = secrets.stream().filter(Secret::isShort).toList();
        lines = new SecretIndex(linesByText.keySet());
        values = new SecretIndex(valuesByText.keySet());
    }

    /**
     * Collects the secrets of a course.
     *
     * @param sources the instructor's notebooks of all weeks, since an answer of one week may stand in another
     * @param exercises the folder of the exercises, {@code grading/exercises}
     * @throws IOException if a file of an exercise cannot be read; names the file
     */
    public static Secrets of(List<Notebook> sources, Path exercises) throws IOException {
        List<Secret> all = AnswerKey.of(sources, exercises);
        var shown = new Shown(all, sources);
        return new Secrets(all.stream().filter(secret -> !shown.excuses(secret)).toList());
    }

    /**
     * Returns every place of a released notebook that holds a secret, in the order of the file; empty if there is none.
     *
     * @param name what messages call the notebook
     * @param released the bytes that a learner would get
     * @throws MalformedNotebookException if the bytes are no notebook
     */
    public List<Leak> leaksIn(String name, byte[] released) throws MalformedNotebookException {
        var leaks = new ArrayList<Leak>();
        for (ReleasedText text : ReleasedText.all(Notebook.parse(name, released))) {
            if (text.isSeedKey()) {
                leaks.add(new Leak(name, text.place(), "a seed"));
            }
            leaks.addAll(leaks(name, text.place(), in(Disguises.of(text.text()))));
        }
        return leaks;
    }

    /**
     * Returns the secrets that a page, script or other file beside a notebook holds, at most one leak for each answer; empty if there is none.
     *
     * <p>Looks through what pages are written in, and no deeper: tags, entities, escapes, comment signs. Any page of some length has the number 7
     * and {@code return false;} in it: short hidden lines and seeds are looked for in notebooks only, and of an answer of several lines two must
     * be there.
     *
     * @param name what messages call the file
     * @param text all of it
     */
    public List<Leak> leaksInPage(String name, String text) {
        Set<Secret> found = in(Disguises.ofPage(text));
        Map<String, Long> there = linesByPart(found);
        found.removeIf(secret -> secret.isShort()
                || (secret.kind() == Kind.CODE && there.get(secret.part()) == 1 && codeByPart.get(secret.part()) > 1));
        return leaks(name, "its text", found);
    }

    private static List<Leak> leaks(String name, String place, Set<Secret> secrets) {
        var parts = new LinkedHashMap<String, List<Secret>>();
        secrets.forEach(secret ->
                parts.computeIfAbsent(secret.part(), part -> new ArrayList<>()).add(secret));
        var leaks = new ArrayList<Leak>();
        parts.forEach((part, found) ->
                leaks.add(new Leak(name, place, found.get(0).place() + part + more(found.size() - 1))));
        return leaks;
    }

    private static Map<String, Long> linesByPart(Collection<Secret> secrets) {
        return secrets.stream()
                .filter(secret -> secret.kind() == Kind.CODE)
                .collect(Collectors.groupingBy(Secret::part, Collectors.counting()));
    }

    private static String more(int count) {
        return count == 0 ? "" : " and " + count + " more of it";
    }

    private Set<Secret> in(Set<String> forms) {
        var found = new LinkedHashSet<Secret>();
        for (String form : forms) {
            String compact = Compact.of(form);
            lines.scan(compact, (line, at) -> found.add(linesByText.get(line)));
            values.scan(Values.normal(compact), (value, at) -> found.add(valuesByText.get(value)));
            shorts.stream().filter(secret -> secret.in(form).find()).forEach(found::add);
        }
        return found;
    }
}
