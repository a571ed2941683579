// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.cli;

/** What a command says to the shell. */
final class ExitCode {
    static final int OK = 0;
    /** Something that someone should look at. */
    static final int FINDING = 1;
    /** A wrong call. */
    static final int USAGE = 2;
    /** This machine failed. */
    static final int INFRASTRUCTURE = 3;

    private ExitCode() {}
}
