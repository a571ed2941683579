// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.nio.file.Path;
import java.util.Map;

/**
 * Calls an exercise's entry point with inputs that a grader chose, and hands out what came back, unjudged.
 *
 * <p>Stands in the hidden region of a checks cell, by its full name, so that a {@code Probe} of the learner's takes no one's place:
 *
 * <pre>{@code
 * io.mlopslabs.notebook.Probe.calls("half", a -> half((Double) a[0]));
 * }</pre>
 *
 * <p>Does nothing unless the environment variable {@code COURSE_PROBES} names a folder: in a lab, a test or a rendered site nobody probes. In a
 * grading run that folder holds the <b>inputs</b>, {@code <exercise>.json} in UTF-8, version 1:
 *
 * <pre>{@code
 * inputs  = {"version": 1, "exercise": "c1w1-alarm", "types": [type, ...], "calls": [[input, ...], ...]}
 * type    = ("boolean" | "int" | "long" | "double" | "String") followed by any number of "[]"
 * input   = true | false          where the type is boolean
 *         | integer               where it is int or long
 *         | number | "NaN" | "Infinity" | "-Infinity" | "0x" and the 16 hex digits of its bits     where it is double
 *         | "text"                where it is String
 *         | [input, ...]          where it is an array
 * }</pre>
 *
 * <p>Each call has one input per type, and objects of its own. What all calls came to is shown once, as the form
 * {@code application/vnd.mlopslabs.probe+json} of one display, the <b>frame</b>:
 *
 * <pre>{@code
 * frame   = {"version": 1, "exercise": "c1w1-alarm", "outcomes": [outcome, ...]}                   one per call, in order
 * outcome = {"value": value} | {"thrown": "simple name of its class, cut at 200 signs"} | {"refused": reason}
 * reason  = "not answered"        the release's stub threw: exactly an UnsupportedOperationException("not answered")
 *         | "class"               the value is, or holds, an object of a class that is not listed below
 *         | "unreadable"          the value could not be gone through: its own code threw, or another thread changes it
 *         | "too large"           nested deeper than 16, over 100,000 elements in all, a text over 100,000 characters, or the frame over 4 MB
 * value   = {"null": true}
 *         | true | false
 *         | "text"                a String of whole code points
 *         | {"utf16": "hex"}      a String with half a surrogate pair, 4 hex digits a char
 *         | {"byte": integer} | {"short": integer} | {"int": integer} | {"long": "decimal"} | {"char": "hex, 4 digits"}
 *         | {"float": "hex, 8 digits"} | {"double": "hex, 16 digits"}                              its bits, every NaN as Java's 7ff8000000000000
 *         | {"boolean[]": [true, ...]} | {"byte[]": [integer, ...]} | ... | {"double[]": ["hex", ...]}   elements as above, without their tag
 *         | {"array": [value, ...]}                          an array of objects; double[][] is an array of double[]
 *         | {"list": [value, ...]} | {"set": [value, ...]}   of java.base's own classes, in the order in which they hand out their elements
 *         | {"map": [[value, value], ...]}                   key and value
 *         | {"record": "its simple name", "components": [["name", value], ...]}     of any class, read from its fields
 * }</pre>
 *
 * <p>A box is written as its primitive, and null under a tag because the kernel leaves a bare one out of an object. Hex digits are lower case,
 * without a prefix; a long is a text because not every reader of JSON keeps 64 bits. The size of the frame is reckoned from above, so that it may end a
 * little early; an outcome that no longer fits leaves its room to the next.
 *
 * <p>No {@code toString}, {@code equals}, {@code hashCode}, accessor or message of a learner's class is called. Knows no expected value, no
 * tolerance and no verdict: these stay where no learner's code runs.
 */
public final class Probe {
    private Probe() {}

    /**
     * Calls {@code call} once for each input of {@code exercise} and shows the frame; does nothing where nobody probes.
     *
     * @param exercise the {@code grade_id} of the answer cell
     * @param call hands the arguments to the entry point
     * @throws IllegalStateException if the inputs are missing or not as above; names the file and what is wrong
     */
    public static void calls(String exercise, ProbeCall call) {
        String folder = System.getenv("COURSE_PROBES");
        if (folder != null) {
            Notebook.display(shown(frame(Path.of(folder), exercise, call)));
        }
    }

    static Map<String, Object> frame(Path folder, String exercise, ProbeCall call) {
        ProbeInputs inputs = ProbeInputs.read(folder, exercise);
        var frame = new ProbeFrame(exercise);
        for (int i = 0; i < inputs.size(); i++) {
            frame.add(call, inputs.arguments(i));
        }
        return frame.toMap();
    }

    private static MimeBundle shown(Map<String, Object> frame) {
        return MimeBundle.ofText("probe of " + frame.get("exercise"))
                .with("application/vnd.mlopslabs.probe+json", frame);
    }
}
