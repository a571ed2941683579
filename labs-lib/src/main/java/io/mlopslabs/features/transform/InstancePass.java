// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** The steps that some results need, with their statistics put in: computes them for one batch after the other, on any thread. */
final class InstancePass {
    private record Bound(Node.Step step, int id, Kernel kernel) {}

    private final List<Node> nodes;
    private final List<Integer> inputs = new ArrayList<>();
    private final List<Bound> steps = new ArrayList<>();

    /**
     * Binds the steps that {@code wanted} and what they need consist of.
     *
     * @param statistics by analysis; those that no wanted step needs may be null
     */
    InstancePass(List<Node> nodes, Collection<Integer> wanted, List<? extends Statistic> statistics) {
        this.nodes = nodes;
        for (int id : needed(nodes, wanted)) {
            if (nodes.get(id) instanceof Node.Step step) {
                steps.add(new Bound(step, id, bind(id, step, statistics)));
            } else {
                inputs.add(id);
            }
        }
    }

    /** Returns the steps that {@code wanted} consist of, themselves included, in the order in which they can be computed. */
    static SortedSet<Integer> needed(List<Node> nodes, Collection<Integer> wanted) {
        SortedSet<Integer> needed = new TreeSet<>(wanted);
        for (int id = nodes.size() - 1; id >= 0; id--) {
            if (needed.contains(id) && nodes.get(id) instanceof Node.Step step) {
                needed.addAll(step.inputs());
            }
        }
        return needed;
    }

    private Kernel bind(int id, Node.Step step, List<? extends Statistic> statistics) {
        return fitting(id, step, statistics, step.function()::bind);
    }

    /** Returns what a step makes, now that its statistics are known. */
    Kind kind(int id, List<? extends Statistic> statistics) {
        return nodes.get(id) instanceof Node.Step step
                ? fitting(id, step, statistics, step.function()::output)
                : nodes.get(id).kind();
    }

    /** Calls an operation with its statistics; those of a graph that was changed by hand may be others than it learned. */
    private <R> R fitting(
            int id,
            Node.Step step,
            List<? extends Statistic> statistics,
            BiFunction<List<Kind>, List<Statistic>, R> call) {
        try {
            return call.apply(
                    kinds(nodes, step.inputs()),
                    step.statistics().stream().<Statistic>map(statistics::get).toList());
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(name(id) + ": " + refused.getMessage(), refused);
        } catch (ClassCastException | IndexOutOfBoundsException | NullPointerException others) {
            throw new IllegalArgumentException(
                    name(id) + ": its statistics are not what it learns; the graph was changed", others);
        }
    }

    static List<Kind> kinds(List<Node> nodes, List<Integer> ids) {
        return ids.stream().map(id -> nodes.get(id).kind()).toList();
    }

    /** Returns the values of every step, null for those that nobody needs. */
    Values[] over(Batch batch) {
        Values[] values = new Values[nodes.size()];
        for (int id : inputs) {
            values[id] = batch.column(((Node.Input) nodes.get(id)).name());
        }
        for (Bound bound : steps) {
            Row row = new Row(arguments(values, bound.step().inputs()));
            var out = new Values.Writer(bound.step().kind(), batch.rows());
            for (int r = 0; r < batch.rows(); r++) {
                row.moveTo(r);
                try {
                    bound.kernel().apply(row, out);
                    out.endRow();
                } catch (IllegalArgumentException refused) {
                    throw new IllegalArgumentException(
                            "%s, row %d: %s".formatted(name(bound.id()), r, refused.getMessage()), refused);
                }
            }
            values[bound.id()] = out.values();
        }
        return values;
    }

    static List<Values> arguments(Values[] values, List<Integer> ids) {
        return ids.stream().map(id -> values[id]).toList();
    }

    private String name(int id) {
        Node.Step step = (Node.Step) nodes.get(id);
        return Origin.of(nodes, step.inputs()).operation(Operations.name(step.function()));
    }
}
