// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.sandbox;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that a container belongs to, as its label says it: what is left of one that was killed can be told from what another still uses.
 *
 * @param host name of its machine
 * @param process its number there
 * @param start when it started, in seconds since 1970; a number is used again, the pair is not
 */
record Owner(String host, long process, long start) {
    static final String LABEL = "io.mlopslabs.sandbox.owner";

    private static final Pattern TEXT = Pattern.compile("(.*)/(\\d{1,18})/(\\d{1,18})");

    static Owner self() {
        return of(ProcessHandle.current());
    }

    static Owner of(ProcessHandle process) {
        long start =
                process.info().startInstant().map(at -> at.getEpochSecond()).orElse(0L);
        return new Owner(hostName(), process.pid(), start);
    }

    /** Reads a label; one that this class did not write belongs to nobody. */
    static Owner parse(String label) {
        Matcher parts = TEXT.matcher(label);
        return parts.matches()
                ? new Owner(parts.group(1), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)))
                : new Owner(hostName(), 0, 0);
    }

    /** Returns whether the process may still run; of another machine's that is not known, and its containers end by themselves. */
    boolean lives() {
        return !host.equals(hostName())
                || ProcessHandle.of(process).map(Owner::of).filter(this::isSame).isPresent();
    }

    /** The start is reckoned from the machine's, whose clock may be set meanwhile. */
    private boolean isSame(Owner other) {
        return Math.abs(other.start - start) <= 2;
    }

    String label() {
        return host + "/" + process + "/" + start;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
