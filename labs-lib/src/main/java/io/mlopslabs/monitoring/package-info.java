// SPDX-License-Identifier: Apache-2.0
/**
 * Monitoring: is the model that is being served still the model that was tested, and who is told when it is not?
 *
 * <p>Start with {@link io.mlopslabs.monitoring.Watch}: it looks at every request, learns from known-good traffic what is usual, holds each
 * further window of requests against that, and lets alarms fire and resolve. {@link io.mlopslabs.monitoring.ModelMetrics} counts the same
 * requests for Prometheus: software (requests, latency), input (brightness), output (confidence, classes) and the cascade from a detector's
 * proposals to its detections.
 *
 * <p>Guarantees: no clock and no randomness decides anything, as windows are counts of requests and an alarm is told the index of each reading;
 * so equal traffic gives equal alarms. Readings do not overlap, so that a share of them is a proportion and a false-alarm rate can be
 * measured. What a client sends cannot grow the metrics without bound.
 *
 * <p>Left out: accuracy, which needs labels that come late or never; sending an alarm anywhere; storage of requests.
 *
 * <p>Agrees with Prometheus on the text format and the states of an alert, with TFDV on the L-infinity distance of two class mixes.
 */
package io.mlopslabs.monitoring;
