// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import io.mlopslabs.grading.notebook.MalformedNotebookException;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.release.Secret.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What no released notebook may hold, and the search for it in the bytes of one.
 *
 * <p>Secret are
 *
 * <ul>
 *   <li>each line of a solution region, and of the sample answers beside an exercise, of 12 characters or more, blanks not counted; not the head of the
 *       method, which the notebook shows;
 *   <li>each line of a hidden region that has a letter or a digit. One of 12 characters or more is found inside any text, a shorter one between the ends of words, and
 *       one of fewer than four letters and digits as a line of its own;
 *   <li>in {@code exercise.yaml}, every sentence of a hint, and inputs, expected and typical wrong results of 12 characters or more ({@code 0.55} cannot be told from
 *       any other number), and every seed.
 * </ul>
 *
 * <p>A secret that the instructor's sources show is none. A line of Java is shown by a code cell that runs it, of this week or another, and not by a comment, a literal or
 * prose; and a notebook that runs more than half of an answer does not show its lines but gives it away. A sentence or a value is shown by any cell. A hidden line of 12 characters or more is
 * never excused: what stands in sight need not be hidden.
 *
 * <p>The search reads every key and every value of the file: sources, metadata, outputs, attachments, ids. It looks through layout (blanks, line breaks, comment
 * signs) and through what a text can be wrapped in: escapes, HTML, Base64. It does not see renamed variables, compressed data or a picture of text.
 */
public final class Secrets {
    private final Map<String, Secret> linesByText = new HashMap<>();
    private final Map<String, Secret> valuesByText = new HashMap<>();
    private final List<Secret> shorts;
    private final SecretIndex lines;
    private final SecretIndex values;

    private Secrets(List<Secret> secrets) {
        for (Secret secret : secrets) {
            if (!secret.isShort()) {
                (secret.kind() == Kind.VALUE ? valuesByText : linesByText).putIfAbsent(secret.text(), secret);
            }
        }
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
            var parts = new LinkedHashMap<String, List<Secret>>();
            in(text.text()).forEach(secret -> parts.computeIfAbsent(secret.part(), part -> new ArrayList<>())
                    .add(secret));
            parts.forEach((part, found) ->
                    leaks.add(new Leak(name, text.place(), found.get(0).place() + part + more(found.size() - 1))));
        }
        return leaks;
    }

    private static String more(int count) {
        return count == 0 ? "" : " and " + count + " more of it";
    }

    private Set<Secret> in(String text) {
        var found = new LinkedHashSet<Secret>();
        for (String form : Disguises.of(text)) {
            String compact = Compact.of(form);
            lines.scan(compact, (line, at) -> found.add(linesByText.get(line)));
            values.scan(Values.normal(compact), (value, at) -> found.add(valuesByText.get(value)));
            shorts.stream().filter(secret -> secret.in(form).find()).forEach(found::add);
        }
        return found;
    }
}
