// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.submission;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one learner handed in for one week, and nothing of it but texts: no metadata, no output, no kernel.
 *
 * @param student the name it was handed in under
 * @param fault why it cannot be graded at all, empty if it can
 * @param responses one for each exercise in the order of the notebook; empty where there is a fault
 * @param extras the cells that the learner added
 */
public record Submission(String student, Optional<Fault> fault, List<Response> responses, List<Extra> extras) {
    public Submission {
        responses = List.copyOf(responses);
        extras = List.copyOf(extras);
    }

    static Submission refused(String student, Fault fault) {
        return new Submission(student, Optional.of(fault), List.of(), List.of());
    }

    /** Returns this submission under another name, the person's in place of the file's. */
    public Submission by(String person) {
        return new Submission(person, fault, responses, extras);
    }

    /** Returns the answers that can be run, by {@code grade_id}. */
    public Map<String, String> answers() {
        return responses.stream()
                .filter(response -> response.state() == Response.State.ANSWERED)
                .collect(Collectors.toMap(Response::gradeId, Response::source));
    }
}
