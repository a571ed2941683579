// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What the calls of one probe must fulfil.
 *
 * <p>Either every call comes to what the reference's comes to ({@link Near}), or the calls together have a property that many right answers share
 * although their values differ. A call that throws breaks every property.
 */
public sealed interface Comparison {
    /** Compares outcome by outcome: {@code compare: exact} in the file. */
    Near EXACT = new Near(0, 0);

    /** Returns the calls that missed; empty if the trial fulfils this comparison. */
    List<Miss> misses(String probe, Trial trial);

    /**
     * Every outcome is the reference's.
     *
     * @param absolute how far a number may be off
     * @param relative how far it may be off as a share of the reference's; the larger of the two holds
     */
    record Near(double absolute, double relative) implements Comparison {
        @Override
        public List<Miss> misses(String probe, Trial trial) {
            var misses = new ArrayList<Miss>();
            for (int i = 0; i < trial.calls().size(); i++) {
                Outcome actual = trial.actual().get(i);
                Outcome expected = trial.expected().get(i);
                boolean same = expected instanceof Outcome.Value wanted
                        ? actual instanceof Outcome.Value found
                                && Outcome.near(wanted.value(), found.value(), absolute, relative)
                        : expected.equals(actual);
                if (!same) {
                    misses.add(new Miss(probe, trial.calls().get(i), actual, expected));
                }
            }
            return misses;
        }
    }

    /**
     * Calls with equal arguments have equal outcomes, whatever happened in between. A miss expects what the earlier call came to.
     *
     * <p>An answer that always says one thing keeps no such promise where the reference says several.
     */
    record Repeatable() implements Comparison {
        @Override
        public List<Miss> misses(String probe, Trial trial) {
            return thrownOr(probe, trial, () -> {
                var first = new HashMap<Outcome, Outcome>();
                var misses = new ArrayList<Miss>();
                for (int i = 0; i < trial.calls().size(); i++) {
                    Call call = trial.calls().get(i);
                    Outcome actual = trial.actual().get(i);
                    Outcome earlier =
                            first.putIfAbsent(Outcome.of(call.arguments().toArray()), actual);
                    if (earlier != null && !earlier.equals(actual)) {
                        misses.add(new Miss(probe, call, actual, earlier));
                    }
                }
                return misses.isEmpty() ? constant(probe, trial) : misses;
            });
        }
    }

    /**
     * Once true, always true as one argument rises and the others stay, and not always one value where the reference has both. A miss is the call that fell
     * back to false.
     *
     * @param of place of the argument that rises, a number
     */
    record Rising(int of) implements Comparison {
        @Override
        public List<Miss> misses(String probe, Trial trial) {
            return thrownOr(probe, trial, () -> {
                var misses = new ArrayList<Miss>();
                for (List<Integer> group :
                        groups(trial, call -> without(call, of)).values()) {
                    boolean reached = false;
                    for (int i : group.stream()
                            .sorted(Comparator.comparingDouble(i -> number(trial, i, of)))
                            .toList()) {
                        boolean holds = holds(trial, i);
                        if (reached && !holds) {
                            misses.add(new Miss(probe, trial.calls().get(i), Outcome.of(false), Outcome.of(true)));
                        }
                        reached |= holds;
                    }
                }
                return misses.isEmpty() ? constant(probe, trial) : misses;
            });
        }
    }

    /**
     * Of the calls of each lot, about that share are true which one of their arguments says.
     *
     * <p>A lot that misses has a share outside {@code [least, most]} times that argument which chance would show at the nearer end less often than
     * {@code odds}, by Chernoff's bound: {@code P <= exp(-n KL(seen, end))}, which holds for every n and however small the share. The miss has the
     * lot's first call; {@code actual} is the share seen, {@code expected} the argument.
     *
     * @param of place of the argument that says the share, from 0 to 1 and the same in all calls of a lot
     * @param lots how many lots of equal size stand one after the other
     * @param least smallest share that will do, as a factor of the argument
     * @param most largest such factor
     * @param odds how seldom chance may be taken for a fault
     */
    record ShareOfTrue(int of, int lots, double least, double most, double odds) implements Comparison {
        @Override
        public List<Miss> misses(String probe, Trial trial) {
            return thrownOr(probe, trial, () -> {
                var misses = new ArrayList<Miss>();
                int size = trial.calls().size() / lots;
                for (int lot = 0; lot < lots; lot++) {
                    int first = lot * size;
                    double share = number(trial, first, of);
                    double seen = IntStream.range(first, first + size)
                                    .filter(i -> holds(trial, i))
                                    .count()
                            / (double) size;
                    double end = seen < share ? least * share : Math.min(1, most * share);
                    boolean outside = seen < share ? seen < end : seen > end;
                    if (outside && Math.exp(-size * divergence(seen, end)) < odds) {
                        misses.add(new Miss(probe, trial.calls().get(first), Outcome.of(seen), Outcome.of(share)));
                    }
                }
                return misses;
            });
        }

        /** Kullback-Leibler divergence of two coins, in nats. */
        private static double divergence(double p, double q) {
            return term(p, q) + term(1 - p, 1 - q);
        }

        private static double term(double p, double q) {
            return p == 0 ? 0 : p * Math.log(p / q);
        }
    }

    /**
     * The first and the second call, the third and the fourth … often have different outcomes. A miss has the first call; {@code actual} is the
     * share of pairs that differ, {@code expected} the least one.
     *
     * @param least smallest share of pairs that differ
     */
    record PairsDiffer(double least) implements Comparison {
        @Override
        public List<Miss> misses(String probe, Trial trial) {
            return thrownOr(probe, trial, () -> {
                int differ = 0;
                for (int i = 0; i + 1 < trial.calls().size(); i += 2) {
                    differ += trial.actual().get(i).equals(trial.actual().get(i + 1)) ? 0 : 1;
                }
                double share = differ / (trial.calls().size() / 2.0);
                return share >= least
                        ? List.of()
                        : List.of(new Miss(probe, trial.calls().get(0), Outcome.of(share), Outcome.of(least)));
            });
        }
    }

    private static List<Miss> thrownOr(String probe, Trial trial, Supplier<List<Miss>> property) {
        var thrown = new ArrayList<Miss>();
        for (int i = 0; i < trial.calls().size(); i++) {
            if (trial.actual().get(i) instanceof Outcome.Thrown) {
                thrown.add(new Miss(
                        probe,
                        trial.calls().get(i),
                        trial.actual().get(i),
                        trial.expected().get(i)));
            }
        }
        return thrown.isEmpty() ? property.get() : thrown;
    }

    /** Returns the first call that the reference decides otherwise, if all calls came to one value. */
    private static List<Miss> constant(String probe, Trial trial) {
        if (trial.actual().stream().distinct().count() == 1) {
            for (int i = 0; i < trial.calls().size(); i++) {
                Outcome actual = trial.actual().get(i);
                Outcome expected = trial.expected().get(i);
                if (!expected.equals(actual)) {
                    return List.of(new Miss(probe, trial.calls().get(i), actual, expected));
                }
            }
        }
        return List.of();
    }

    private static Map<Object, List<Integer>> groups(Trial trial, Function<Call, Object> key) {
        var groups = new LinkedHashMap<Object, List<Integer>>();
        for (int i = 0; i < trial.calls().size(); i++) {
            groups.computeIfAbsent(key.apply(trial.calls().get(i)), any -> new ArrayList<>())
                    .add(i);
        }
        return groups;
    }

    private static Object without(Call call, int place) {
        var others = new ArrayList<Object>(call.arguments());
        others.remove(place);
        return Outcome.of(others.toArray());
    }

    private static double number(Trial trial, int call, int place) {
        return ((Number) trial.calls().get(call).arguments().get(place)).doubleValue();
    }

    private static boolean holds(Trial trial, int call) {
        return trial.actual().get(call).equals(Outcome.of(true));
    }
}
