// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.sandbox;

/** Where a job runs. Several may run at a time, from several threads. */
public interface Sandbox extends AutoCloseable {
    /**
     * Runs the job to its end or its limits, and leaves nothing of it behind.
     *
     * @throws InfrastructureException if this machine could not run it; says nothing about the job, which may be run again
     */
    Execution run(Job job) throws InfrastructureException;

    /** Returns {@code native} or {@code container}. */
    String name();

    /** Ends what still runs; a job in another thread ends with an {@link InfrastructureException}. May be called twice. */
    @Override
    void close();
}
