// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.LifecycleStage;
import io.mlopslabs.validation.proto.SparseFeature;
import io.mlopslabs.validation.proto.WeightedFeature;
import io.mlopslabs.validation.schema.Environments;

/** Which features of a schema are checked at all. */
final class Lifecycle {
    private Lifecycle() {}

    static boolean isDeprecated(Feature feature) {
        return Environments.isRetired(feature);
    }

    @SuppressWarnings("deprecation") // the old flag is still in people's schemas
    static boolean isDeprecated(SparseFeature feature) {
        return feature.getDeprecated() || (feature.hasLifecycleStage() && isOff(feature.getLifecycleStage()));
    }

    static boolean isDeprecated(WeightedFeature feature) {
        return isOff(feature.getLifecycleStage());
    }

    static Feature deprecated(Feature feature) {
        return feature.toBuilder().setLifecycleStage(LifecycleStage.DEPRECATED).build();
    }

    private static boolean isOff(LifecycleStage stage) {
        return switch (stage) {
            case PLANNED, ALPHA, DEPRECATED, DEBUG_ONLY, DISABLED -> true;
            case UNKNOWN_STAGE, BETA, PRODUCTION, VALIDATION_DERIVED -> false;
        };
    }
}
