// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import java.util.List;

/** One row on its way through the checks: its number, from 0, and its values as texts, null where missing. */
record DataRow(long row, List<String> values) {}
