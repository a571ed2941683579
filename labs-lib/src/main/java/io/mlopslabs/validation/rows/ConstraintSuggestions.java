// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import java.util.List;

/** Stub. */
public record ConstraintSuggestions(List<String> list) {}
