// SPDX-License-Identifier: Apache-2.0
/**
 * Detection: what stands where in a picture, and how sure must one be to say so?
 *
 * <p>Start with {@link io.mlopslabs.detection.Detector}: it proposes boxes as connected components at several brightness thresholds, lets a
 * classifier name each, and removes boxes that overlap a better one of the same class. {@link io.mlopslabs.detection.Scenes} makes pictures
 * whose true boxes are known, so that precision and recall can be counted.
 *
 * <p>Guarantee: no randomness; the same picture gives the same detections in the same order, whatever the ties.
 *
 * <p>Left out: proposals learned from data. Bright things on a dark ground are all that this finds; things that touch become one box. It shows
 * the operations of a detector (confidence, overlap, suppression), not the state of the art.
 *
 * <p>Agrees with SciPy {@code ndimage.label} for components, with torchvision {@code ops.box_iou}, {@code ops.nms} and {@code
 * ops.batched_nms} for overlap and suppression.
 */
package io.mlopslabs.detection;
