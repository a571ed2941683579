// A tag that is exactly at its ceiling stays in the list.
int[] workNext(int[] examples, int[] wrong, double[] ceiling, int[] days) {
    double[] perDay = new double[examples.length];
    for (int t = 0; t < perDay.length; t++) {
        perDay[t] = (ceiling[t] * examples[t] - (examples[t] - wrong[t])) / days[t];
    }
    return IntStream.range(0, perDay.length)
        .filter(t -> examples[t] > 0 && perDay[t] >= 0)
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(t -> -perDay[t]).thenComparing(t -> days[t]))
        .mapToInt(t -> t)
        .toArray();
}
