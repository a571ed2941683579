// SPDX-License-Identifier: Apache-2.0
/**
 * Delivery: how does a new model reach its users without their noticing, and how is it taken back?
 *
 * <p>Start with {@link io.mlopslabs.delivery.Gateway}: one HTTP door before real servers, told by a {@link
 * io.mlopslabs.delivery.Routing} who answers. Shadow: the candidate sees every request and its answers are compared, not sent. Canary: a share
 * of the keys goes to the candidate, and {@link io.mlopslabs.delivery.CanaryVerdict} says from the counts whether to go on. Blue-green: all at
 * once, and back at once. {@link io.mlopslabs.delivery.MlTestScore} asks whether the system around the model is fit for any of it.
 *
 * <p>Guarantees: a change of routing is atomic, and a request ends where it began; one key goes to one side for as long as the weight stands,
 * and a rising weight moves keys in one direction only; no client waits for a shadow or sees its failure.
 *
 * <p>Left out: TLS, HTTP/2, WebSockets and streams, health checks and retries, several copies of one server, sequential tests (a verdict looked
 * at many times is wrong more often than its level says).
 *
 * <p>Agrees with nginx's ingress controller on the canary header's values and precedence, with Breck et al. 2017 on the ML Test Score.
 */
package io.mlopslabs.delivery;
