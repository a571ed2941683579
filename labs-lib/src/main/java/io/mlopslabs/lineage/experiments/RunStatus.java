// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.lineage.experiments;

/** Where a run stands; MLflow's names. */
public enum RunStatus {
    /** Begun and not closed: still at work, or its process died. */
    RUNNING(1),
    /** Closed without a word of failure. */
    FINISHED(3),
    /** Its work ended with an error. */
    FAILED(4);

    /** MLflow's number, which its files hold. */
    final int mlflow;

    RunStatus(int mlflow) {
        this.mlflow = mlflow;
    }
}
