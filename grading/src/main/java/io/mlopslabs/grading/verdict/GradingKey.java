// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mlopslabs.grading.submission.Fault;
import io.mlopslabs.grading.submission.Submission;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Says whether a verdict of an earlier run still holds: SHA-256 over all that it depends on.
 *
 * @param run what all submissions of a run have in common: template, exercises, sandbox, grader and seed
 */
public record GradingKey(List<String> run) {
    public GradingKey {
        run = List.copyOf(run);
    }

    /** Returns the key of one submission. */
    public String of(Submission submission) {
        MessageDigest digest = sha256();
        run.forEach(part -> add(digest, part));
        add(digest, submission.student());
        add(digest, submission.fault().map(Fault::sentence).orElse(""));
        submission.responses().forEach(response -> {
            add(digest, response.gradeId());
            add(digest, response.state().name());
            add(digest, response.source());
        });
        submission.extras().forEach(extra -> {
            add(digest, extra.type());
            add(digest, extra.source());
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns the SHA-256 of {@code bytes} in hex. */
    public static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /** The length in front keeps two neighbours apart whatever they hold. */
    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
