// A test that could not be made counts as one of the m.
boolean[] realGains(double[] gains, double[] pValues, double alpha) {
    boolean[] real = new boolean[gains.length];
    int[] order = IntStream.range(0, pValues.length)
        .filter(i -> !Double.isNaN(pValues[i]))
        .boxed()
        .sorted(Comparator.comparingDouble(i -> pValues[i]))
        .mapToInt(i -> i)
        .toArray();
    for (int k = 0; k < order.length && pValues[order[k]] <= alpha / (pValues.length - k); k++) {
        real[order[k]] = gains[order[k]] > 0;
    }
    return real;
}
