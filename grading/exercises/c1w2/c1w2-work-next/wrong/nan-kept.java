// A tag without examples has a gain of NaN, which is not at most 0 either.
int[] workNext(int[] examples, int[] wrong, double[] ceiling, int[] days) {
    double[] perDay = new double[examples.length];
    for (int t = 0; t < perDay.length; t++) {
        perDay[t] = examples[t] * (ceiling[t] - (examples[t] - wrong[t]) / (double) examples[t]) / days[t];
    }
    return IntStream.range(0, perDay.length)
        .filter(t -> !(perDay[t] <= 0))
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(t -> -perDay[t]).thenComparing(t -> days[t]))
        .mapToInt(t -> t)
        .toArray();
}
