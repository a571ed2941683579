// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import java.util.Locale;

/** The part that a server plays in a {@link Routing}; in lower case it is the value of the answer's {@code X-Served-By}. */
public enum Role {
    /** Answers everybody. */
    LIVE,
    /** The new one: shadow of the live one, or canary. */
    CANDIDATE,
    /** The proven one beside a canary. */
    STABLE,
    /** One of two colours. */
    BLUE,
    /** The other colour. */
    GREEN;

    /** Returns the name in lower case, such as {@code candidate}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
