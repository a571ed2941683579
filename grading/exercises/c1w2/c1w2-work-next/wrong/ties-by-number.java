// Of equal gains per day the smaller number goes first, however long it takes.
int[] workNext(int[] examples, int[] wrong, double[] ceiling, int[] days) {
    double[] perDay = new double[examples.length];
    for (int t = 0; t < perDay.length; t++) {
        perDay[t] = (ceiling[t] * examples[t] - (examples[t] - wrong[t])) / days[t];
    }
    return IntStream.range(0, perDay.length)
        .filter(t -> perDay[t] > 0)
        .boxed()
        .sorted(Comparator.comparingDouble(t -> -perDay[t]))
        .mapToInt(t -> t)
        .toArray();
}
