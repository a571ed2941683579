// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import java.io.Serializable;
import java.util.List;
import java.util.TreeSet;

/** The smallest few row numbers of those added, in whatever order and parts they come. */
final class FirstRows implements Serializable {
    static final int MOST = 10;

    private final TreeSet<Long> rows = new TreeSet<>();

    void add(long row) {
        rows.add(row);
        if (rows.size() > MOST) {
            rows.pollLast();
        }
    }

    void addAll(FirstRows other) {
        other.rows.forEach(this::add);
    }

    List<Long> list() {
        return List.copyOf(rows);
    }
}
