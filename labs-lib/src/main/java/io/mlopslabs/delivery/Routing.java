// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import java.util.Set;

/**
 * Who answers a request: the plan that a {@link Gateway} follows.
 *
 * <p>Servers are named by the address before the path, such as {@code http://127.0.0.1:8501}; a path in it is put before each request's.
 */
public sealed interface Routing {
    /** Returns the plan by which one server answers everything. */
    static Routing.Single to(URI live) {
        return new Single(live);
    }

    /**
     * Returns the plan by which {@code live} answers everything and {@code candidate} is sent a copy of each request.
     *
     * <p>Numbers of the two answers count as equal up to 1e-6; {@link Shadow#within} changes that, {@link Shadow#ignoring} leaves out what is
     * to differ.
     */
    static Shadow shadow(URI live, URI candidate) {
        return new Shadow(live, candidate, 1e-6, Set.of());
    }

    /**
     * Returns the plan by which a share of the keys is answered by {@code candidate} and the others by {@code stable}.
     *
     * <p>The key is the request's {@code X-Routing-Key}; {@code X-Canary: always} and {@code never} choose a side by hand.
     *
     * @param weight the candidate's share, in {@code [0, 1]}
     * @throws IllegalArgumentException if the weight is outside
     */
    static Canary canary(URI stable, URI candidate, double weight) {
        return new Canary(stable, candidate, weight, "X-Routing-Key", "X-Canary");
    }

    /** Returns the plan by which {@code blue} answers everything and {@code green} stands ready. */
    static BlueGreen blueGreen(URI blue, URI green) {
        return new BlueGreen(blue, green, Role.BLUE);
    }

    /**
     * One server.
     *
     * @param live answers everything
     */
    record Single(URI live) implements Routing {
        /** Throws an {@code IllegalArgumentException} if the address is no server's. */
        public Single {
            Addresses.require("live", live);
        }
    }

    /**
     * A live server and one that is tried out unseen.
     *
     * <p>The candidate sees what the live one sees, with everything that follows from it: not for requests that change something.
     *
     * @param live answers everything
     * @param candidate is sent a copy; its answers are compared and thrown away
     * @param tolerance two numbers of the answers are equal when they differ by no more; 0 or more
     * @param ignored places of JSON answers that are not compared, as RFC 6901 pointers, such as {@code /model_version}
     */
    record Shadow(URI live, URI candidate, double tolerance, Set<String> ignored) implements Routing {
        /** Throws an {@code IllegalArgumentException} that says which where a rule above is broken. */
        public Shadow {
            Addresses.require("live", live);
            Addresses.require("candidate", candidate);
            if (!(tolerance >= 0)) {
                throw new IllegalArgumentException("tolerance is %s; give 0 or more".formatted(tolerance));
            }
            ignored = Set.copyOf(ignored);
            for (String place : ignored) {
                if (!place.startsWith("/")) {
                    throw new IllegalArgumentException(
                            "'%s' is no place in a JSON document; give one such as /model_version".formatted(place));
                }
            }
        }

        /** Returns this plan with another tolerance. */
        public Shadow within(double tolerance) {
            return new Shadow(live, candidate, tolerance, ignored);
        }

        /** Returns this plan with these places of JSON answers left out, and all below them. */
        public Shadow ignoring(String... places) {
            return new Shadow(live, candidate, tolerance, Set.of(places));
        }
    }

    /**
     * A proven server and one that gets a share of the traffic.
     *
     * <p>Sticky: the first 53 bits of the SHA-256 of the key's UTF-8 bytes are a number in {@code [0, 1)}, and the candidate answers the keys
     * whose number is below the weight. So the same key goes to the same side, a rising weight only moves keys from stable to candidate, and
     * the weights 0 and 1 are exact. A request without a key is its own key: the gateway numbers them and takes the number's hash.
     *
     * <p>The share is one of keys, not of requests: a key that asks often weighs more.
     *
     * @param stable answers the other keys
     * @param candidate answers a share of the keys
     * @param weight the candidate's share, in {@code [0, 1]}
     * @param keyHeader names the header that holds the key, such as a user's id
     * @param overrideHeader names the header that chooses by hand: {@code always} the candidate, {@code never} it, anything else is ignored
     */
    record Canary(URI stable, URI candidate, double weight, String keyHeader, String overrideHeader)
            implements Routing {
        private static final double TWO_TO_53 = 0x1p53;

        /** Throws an {@code IllegalArgumentException} that says which where a rule above is broken. */
        public Canary {
            Addresses.require("stable", stable);
            Addresses.require("candidate", candidate);
            if (!(weight >= 0 && weight <= 1)) {
                throw new IllegalArgumentException("weight is %s; it lies in [0, 1]".formatted(weight));
            }
            if (keyHeader.isBlank() || overrideHeader.isBlank()) {
                throw new IllegalArgumentException("a header has no name; keyHeader is '%s' and overrideHeader '%s'"
                        .formatted(keyHeader, overrideHeader));
            }
        }

        /** Returns this plan with another share for the candidate. */
        public Canary weight(double weight) {
            return new Canary(stable, candidate, weight, keyHeader, overrideHeader);
        }

        /** Returns this plan with the key in another header. */
        public Canary keyedBy(String header) {
            return new Canary(stable, candidate, weight, header, overrideHeader);
        }

        /** Returns this plan with another header to choose a side by hand. */
        public Canary overriddenBy(String header) {
            return new Canary(stable, candidate, weight, keyHeader, header);
        }

        /** Returns the side that answers this key, unless the override says otherwise. */
        public Role role(String key) {
            return position(key) < weight ? Role.CANDIDATE : Role.STABLE;
        }

        /** Returns where a key lies in {@code [0, 1)}: the weight from which on the candidate answers it is the next number above. */
        static double position(String key) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
                return (ByteBuffer.wrap(hash).getLong() >>> 11) / TWO_TO_53;
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    /**
     * Two servers of which one answers everything and the other stands ready.
     *
     * @param blue the one
     * @param green the other
     * @param live which of the two answers: {@link Role#BLUE} or {@link Role#GREEN}
     */
    record BlueGreen(URI blue, URI green, Role live) implements Routing {
        /** Throws an {@code IllegalArgumentException} that says which where a rule above is broken. */
        public BlueGreen {
            Addresses.require("blue", blue);
            Addresses.require("green", green);
            Objects.requireNonNull(live, "live");
            if (live != Role.BLUE && live != Role.GREEN) {
                throw new IllegalArgumentException("live is %s; it is blue or green".formatted(live));
            }
        }

        /** Returns the plan with the other colour live; switched again, it is rolled back. */
        public BlueGreen switched() {
            return new BlueGreen(blue, green, live == Role.BLUE ? Role.GREEN : Role.BLUE);
        }
    }
}
