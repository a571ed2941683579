// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.validation.proto.AnomalyInfo;

/**
 * One reason why a column and its schema do not fit.
 *
 * @param title TFDV's short description
 * @param text TFDV's description; empty for faults of the schema itself, whose title says all
 */
record Finding(AnomalyInfo.Type type, String title, String text) {
    AnomalyInfo.Reason asReason() {
        return AnomalyInfo.Reason.newBuilder()
                .setType(type)
                .setShortDescription(title)
                .setDescription(text)
                .build();
    }
}
