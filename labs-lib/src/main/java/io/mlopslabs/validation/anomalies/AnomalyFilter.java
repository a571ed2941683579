// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.validation.proto.Anomalies;
import io.mlopslabs.validation.proto.AnomalyInfo;
import java.util.List;
import java.util.Set;

/** Takes reasons that are known and accepted out of anomalies. */
public final class AnomalyFilter {
    private AnomalyFilter() {}

    /**
     * Returns the anomalies without the reasons of some types; an entry without a reason left goes, the others get the descriptions of what is left.
     *
     * <p>The severity of an entry stays, as does the anomaly of the whole data set; diff regions go. To take a type out before severities are
     * decided, use {@link StatisticsValidator#severity} with {@code UNKNOWN}.
     *
     * <p>Same as TFDV {@code anomalies_util.remove_anomaly_types} 1.16.1.
     */
    public static Anomalies removeAnomalyTypes(Anomalies anomalies, Set<AnomalyInfo.Type> types) {
        Anomalies.Builder kept = anomalies.toBuilder().clearAnomalyInfo();
        anomalies.getAnomalyInfoMap().forEach((key, info) -> {
            List<AnomalyInfo.Reason> reasons = info.getReasonList().stream()
                    .filter(reason -> !types.contains(reason.getType()))
                    .toList();
            if (!reasons.isEmpty()) {
                kept.putAnomalyInfo(key, withReasons(info, reasons));
            }
        });
        return kept.build();
    }

    private static AnomalyInfo withReasons(AnomalyInfo info, List<AnomalyInfo.Reason> reasons) {
        boolean isOne = reasons.size() == 1
                || reasons.stream().allMatch(reason -> reason.getType() == AnomalyInfo.Type.SCHEMA_NEW_COLUMN);
        return info.toBuilder()
                .clearDiffRegions()
                .clearReason()
                .addAllReason(reasons)
                .setDescription(isOne ? reasons.get(0).getDescription() : Reasons.joined(reasons))
                .setShortDescription(isOne ? reasons.get(0).getShortDescription() : Reasons.MULTIPLE)
                .build();
    }
}
