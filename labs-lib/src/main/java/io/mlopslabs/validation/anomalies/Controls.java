// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import java.util.Optional;

/** What a data set is held against besides the schema. */
record Controls(Optional<DatasetView> previous, Optional<DatasetView> serving, Optional<DatasetView> previousVersion) {
    static final Controls NONE = new Controls(Optional.empty(), Optional.empty(), Optional.empty());
}
