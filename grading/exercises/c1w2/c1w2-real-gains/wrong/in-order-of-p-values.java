// The answers stand in the order of the sorted p-values.
boolean[] realGains(double[] gains, double[] pValues, double alpha) {
    boolean[] real = new boolean[gains.length];
    int[] order = IntStream.range(0, pValues.length)
        .filter(i -> !Double.isNaN(pValues[i]))
        .boxed()
        .sorted(Comparator.comparingDouble(i -> pValues[i]))
        .mapToInt(i -> i)
        .toArray();
    for (int k = 0; k < order.length && pValues[order[k]] <= alpha / (order.length - k); k++) {
        real[k] = gains[order[k]] > 0;
    }
    return real;
}
