// The share of mistakes is cut to a whole number before it is used.
int[] workNext(int[] examples, int[] wrong, double[] ceiling, int[] days) {
    double[] perDay = new double[examples.length];
    for (int t = 0; t < perDay.length; t++) {
        perDay[t] = examples[t] == 0 ? 0 : (ceiling[t] - (1 - wrong[t] / examples[t])) * examples[t] / days[t];
    }
    return IntStream.range(0, perDay.length)
        .filter(t -> perDay[t] > 0)
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(t -> -perDay[t]).thenComparing(t -> days[t]))
        .mapToInt(t -> t)
        .toArray();
}
