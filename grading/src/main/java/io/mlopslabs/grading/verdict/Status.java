// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

/** How an answer, or all of a submission, fared. */
public enum Status {
    /** All points. */
    OK,
    /** Some points. */
    PARTIAL,
    /** It runs, and earns no point. */
    WRONG,
    /** It is as it was released. */
    NO_RESPONSE,
    /** It does not compile, or has another method than the exercise asks for. */
    COMPILE_ERROR,
    /** It throws wherever it is called, or when its cell runs. */
    RUNTIME_ERROR,
    /** It did not end in the time that it had. */
    TIMEOUT,
    /** It ended the Java program. */
    KERNEL_EXITED,
    /** It took more memory than there is. */
    OOM,
    /** It printed more than anybody reads. */
    OUTPUT_LIMIT,
    /** Its cell is missing, doubled or of another type, or it spoke in the grader's place. */
    TAMPERED_CELLS,
    /** What was handed in is no notebook of this week. */
    INVALID_NOTEBOOK,
    /** This machine failed, not the learner: there is no score. */
    INFRA_ERROR
}
