// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import io.mlopslabs.serving.ServedRequest.Seen;
import java.util.ArrayList;
import java.util.List;

/** One thing that a model named, and how sure it was: a classified instance or a detection. */
record Answer(String label, double confidence) {
    /**
     * Returns what the model named, in order.
     *
     * <p>An instance counts as classified when it has two outputs or more and all of them are finite.
     */
    static List<Answer> of(Seen seen) {
        if (seen instanceof Seen.Prediction prediction) {
            var answers = new ArrayList<Answer>();
            for (float[] row : prediction.outputs()) {
                if (row.length >= 2 && finite(row)) {
                    int best = 0;
                    for (int i = 1; i < row.length; i++) {
                        if (row[i] > row[best]) {
                            best = i;
                        }
                    }
                    List<String> names = prediction.classNames();
                    answers.add(new Answer(best < names.size() ? names.get(best) : Integer.toString(best), row[best]));
                }
            }
            return answers;
        }
        if (seen instanceof Seen.Found found) {
            return found.detections().stream()
                    .map(detection -> new Answer(detection.label(), detection.confidence()))
                    .toList();
        }
        return List.of();
    }

    static boolean finite(float[] row) {
        for (float value : row) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length; // NaN for none
    }
}
