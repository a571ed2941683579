// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

/** An operation that messages call otherwise than the JSON of graphs does, such as one that applies many transformers. */
public interface Titled {
    /** Returns the name in messages; never null. */
    String title();
}
