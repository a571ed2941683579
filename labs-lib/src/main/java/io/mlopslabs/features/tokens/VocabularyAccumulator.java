// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import io.mlopslabs.data.text.CodePointOrder;
import io.mlopslabs.features.transform.Row;
import io.mlopslabs.features.transform.Tokens;
import io.mlopslabs.statistics.Accumulator;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts tokens and keeps the best: the counts of all tokens are the state, so that the cut comes after the last merge. */
final class VocabularyAccumulator implements Accumulator<Row, TokenCounts, Tokens> {
    private static final long serialVersionUID = 1L;
    private static final long LABELS = 10_000; // more are ids, and a table of all tokens by all labels would not fit

    private final LearnVocabulary parameters;
    private final boolean texts;

    VocabularyAccumulator(LearnVocabulary parameters, boolean texts) {
        this.parameters = parameters;
        this.texts = texts;
    }

    @Override
    public TokenCounts create() {
        return new TokenCounts(parameters.weighted() || parameters.labelled());
    }

    @Override
    public TokenCounts add(TokenCounts state, Row row) {
        int count = row.count(0);
        if (!parameters.weighted() && !parameters.labelled()) {
            for (int i = 0; i < count; i++) {
                state.add(token(row, i), 1);
            }
            return state;
        }
        int label = parameters.labelled() ? label(row) : 0;
        boolean perToken = parameters.weighted() && row.count(1) != 1;
        if (perToken && row.count(1) != count) {
            throw new IllegalArgumentException("the row has %d tokens and %d weights".formatted(count, row.count(1)));
        }
        for (int i = 0; i < count; i++) {
            state.add(token(row, i), label, weight(row, perToken ? i : 0));
        }
        if (parameters.labelled()) {
            state.addRow(label, weight(row, 0));
        }
        return state;
    }

    private String token(Row row, int i) {
        return texts ? row.text(0, i) : Long.toString(row.integer(0, i));
    }

    private int label(Row row) {
        long label = row.integer(row.columns() - 1, 0);
        if (label < 0 || label >= LABELS) {
            throw new IllegalArgumentException(
                    "the label is %d; labels number classes: 0, 1, 2 up to %d".formatted(label, LABELS - 1));
        }
        return (int) label;
    }

    private double weight(Row row, int i) {
        double weight = parameters.weighted() ? row.number(1, i) : 1;
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the weight is %s; a weight is finite and not negative".formatted(weight));
        }
        return weight;
    }

    @Override
    public TokenCounts merge(TokenCounts left, TokenCounts right) {
        left.addAll(right);
        return left;
    }

    @Override
    public void write(TokenCounts state, DataOutput out) throws IOException {
        state.write(out);
    }

    @Override
    public TokenCounts read(DataInput in) throws IOException {
        return TokenCounts.read(parameters.weighted() || parameters.labelled(), in);
    }

    @Override
    public Tokens extract(TokenCounts state) {
        double[] scores = scores(state);
        Comparator<Integer> best = Comparator.<Integer>comparingDouble(n -> scores[n])
                .reversed()
                .thenComparing(state.table::token, CodePointOrder.ORDER.reversed());
        List<Integer> candidates = candidates(state.table);
        Collection<Integer> kept =
                top(above(candidates, scores, parameters.frequencyThreshold()), parameters.topK(), best);
        if (parameters.coverageKey() != null) {
            kept = new HashSet<>(kept);
            kept.addAll(coverage(state.table, candidates, scores, best));
        }
        Integer[] order = kept.toArray(new Integer[0]);
        Arrays.parallelSort(order, best);
        List<String> tokens = new ArrayList<>(parameters.reservedTokens());
        List<String> learned = Arrays.stream(order).map(state.table::token).toList();
        tokens.addAll(parameters.fingerprintShuffle() ? shuffled(learned) : learned);
        return new Tokens(tokens, parameters.storeFrequency() ? weights(tokens, state.table, scores) : List.of());
    }

    private static List<Double> weights(List<String> tokens, TokenTable table, double[] scores) {
        List<Double> weights = new ArrayList<>(tokens.size());
        for (String token : tokens) {
            int number = table.find(token);
            weights.add(number < 0 ? 0 : scores[number]);
        }
        return weights;
    }

    private double[] scores(TokenCounts state) {
        double[] scores = new double[state.table.size()];
        if (parameters.labelled()) {
            var information = new MutualInformation(
                    state.rowsByLabel(), parameters.minDiffFromAvg(), parameters.useAdjustedMutualInfo());
            Arrays.setAll(scores, n -> information.of(state.table.token(n), state.byLabel(n)));
        } else {
            Arrays.setAll(scores, state::total);
        }
        return scores;
    }

    /** Returns the tokens that a line of a file can hold, but for the reserved ones. */
    private List<Integer> candidates(TokenTable table) {
        Set<String> reserved = new HashSet<>(parameters.reservedTokens());
        List<Integer> candidates = new ArrayList<>(table.size());
        for (int n = 0; n < table.size(); n++) {
            String token = table.token(n);
            if (VocabularyFile.isLine(token) && !reserved.contains(token)) {
                candidates.add(n);
            }
        }
        return candidates;
    }

    private static List<Integer> above(List<Integer> numbers, double[] scores, Double threshold) {
        return threshold == null
                ? numbers
                : numbers.stream().filter(n -> scores[n] >= threshold).toList();
    }

    private static List<Integer> top(List<Integer> numbers, Integer k, Comparator<Integer> best) {
        if (k == null || k >= numbers.size()) {
            return numbers;
        }
        var worstFirst = new PriorityQueue<>(k + 1, best.reversed());
        for (Integer number : numbers) {
            worstFirst.add(number);
            if (worstFirst.size() > k) {
                worstFirst.remove();
            }
        }
        return new ArrayList<>(worstFirst);
    }

    private List<Integer> coverage(
            TokenTable table, List<Integer> candidates, double[] scores, Comparator<Integer> best) {
        Pattern key = Pattern.compile(parameters.coverageKey());
        Map<String, List<Integer>> byKey = new HashMap<>();
        for (Integer number : above(candidates, scores, parameters.coverageFrequencyThreshold())) {
            Matcher found = key.matcher(table.token(number));
            byKey.computeIfAbsent(found.find() ? found.group() : "", none -> new ArrayList<>())
                    .add(number);
        }
        List<Integer> covering = new ArrayList<>();
        byKey.values().forEach(numbers -> covering.addAll(top(numbers, parameters.coverageTopK(), best)));
        return covering;
    }

    private static List<String> shuffled(List<String> tokens) {
        record Shuffled(String digest, String token) {}
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return tokens.stream()
                    .map(token -> new Shuffled(HexFormat.of().formatHex(sha1.digest(Fingerprint.utf8(token))), token))
                    .sorted(Comparator.comparing(Shuffled::digest))
                    .map(Shuffled::token)
                    .toList();
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never); // every Java platform has it
        }
    }
}
