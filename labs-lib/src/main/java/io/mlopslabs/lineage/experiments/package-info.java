// SPDX-License-Identifier: Apache-2.0
/**
 * Experiments: what was tried, on which data, with which code, and what came out?
 *
 * <p>Start with {@link io.mlopslabs.lineage.experiments.Experiments#open}: {@code try (var run = experiments.start("imbalance")) {
 * run.param("rate", 0.001).data("train", Fingerprint.of(train)).metric("recall", 0.81); }}. {@link
 * io.mlopslabs.lineage.experiments.Experiments#compare} lays the runs side by side.
 *
 * <p>Guarantee: one SQLite file, offline; several processes and threads may write to it at once, and what one call has written survives the
 * process. A parameter, a data set or an artifact of a run never changes once it is there. Artifacts lie beside the file under the SHA-256 of
 * their bytes, so that equal ones are kept once.
 *
 * <p>Left out: deleting, searching by expression, a server. For these, export to MLflow.
 *
 * <p>Agrees with MLflow: words, statuses, and {@link io.mlopslabs.lineage.experiments.Experiments#exportMlflow} writes the folder that its
 * FileStore reads. MLflow 3 asks for {@code MLFLOW_ALLOW_FILE_STORE=true}, or {@code mlflow migrate-filestore} into a database.
 */
package io.mlopslabs.lineage.experiments;
