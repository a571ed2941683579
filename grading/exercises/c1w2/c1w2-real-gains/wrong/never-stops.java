// Each p-value is held against the line of its rank, even after a smaller one has failed.
boolean[] realGains(double[] gains, double[] pValues, double alpha) {
    boolean[] real = new boolean[gains.length];
    int[] order = IntStream.range(0, pValues.length)
        .filter(i -> !Double.isNaN(pValues[i]))
        .boxed()
        .sorted(Comparator.comparingDouble(i -> pValues[i]))
        .mapToInt(i -> i)
        .toArray();
    for (int k = 0; k < order.length; k++) {
        real[order[k]] = gains[order[k]] > 0 && pValues[order[k]] <= alpha / (order.length - k);
    }
    return real;
}
