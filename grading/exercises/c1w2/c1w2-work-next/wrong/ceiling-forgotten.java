// Every mistake counts as one that could be avoided.
int[] workNext(int[] examples, int[] wrong, double[] ceiling, int[] days) {
    double[] perDay = new double[examples.length];
    for (int t = 0; t < perDay.length; t++) {
        perDay[t] = (double) wrong[t] / days[t];
    }
    return IntStream.range(0, perDay.length)
        .filter(t -> perDay[t] > 0)
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(t -> -perDay[t]).thenComparing(t -> days[t]))
        .mapToInt(t -> t)
        .toArray();
}
