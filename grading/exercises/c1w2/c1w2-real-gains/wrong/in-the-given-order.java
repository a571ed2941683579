// The p-values are not sorted before the steps are taken.
boolean[] realGains(double[] gains, double[] pValues, double alpha) {
    boolean[] real = new boolean[gains.length];
    int[] order = IntStream.range(0, pValues.length)
        .filter(i -> !Double.isNaN(pValues[i]))
        .toArray();
    for (int k = 0; k < order.length && pValues[order[k]] <= alpha / (order.length - k); k++) {
        real[order[k]] = gains[order[k]] > 0;
    }
    return real;
}
