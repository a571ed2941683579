// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.drift;

/**
 * Two columns between which the asked number does not exist: no values on a side, text against numbers, a histogram that was not made.
 *
 * <p>TFDV logs a warning there and writes no measurement.
 */
public final class IncomparableException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    IncomparableException(String message) {
        super(message);
    }
}
