// Leaves out what has no p-value and asks the library for the adjusted ones.
boolean[] realGains(double[] gains, double[] pValues, double alpha) {
    int[] made = IntStream.range(0, pValues.length).filter(i -> !Double.isNaN(pValues[i])).toArray();
    boolean[] real = new boolean[gains.length];
    if (made.length == 0) {
        return real;
    }
    double[] adjusted = Multiplicity.HOLM.adjust(Arrays.stream(made).mapToDouble(i -> pValues[i]).toArray());
    for (int k = 0; k < made.length; k++) {
        real[made[k]] = gains[made[k]] > 0 && adjusted[k] <= alpha;
    }
    return real;
}
