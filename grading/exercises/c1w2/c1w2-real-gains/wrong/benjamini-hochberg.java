// Steps up as Benjamini and Hochberg do, which bounds a share of false alarms and not the chance of one.
boolean[] realGains(double[] gains, double[] pValues, double alpha) {
    int[] made = IntStream.range(0, pValues.length).filter(i -> !Double.isNaN(pValues[i])).toArray();
    boolean[] real = new boolean[gains.length];
    if (made.length == 0) {
        return real;
    }
    double[] adjusted = Multiplicity.BENJAMINI_HOCHBERG.adjust(Arrays.stream(made).mapToDouble(i -> pValues[i]).toArray());
    for (int k = 0; k < made.length; k++) {
        real[made[k]] = gains[made[k]] > 0 && adjusted[k] <= alpha;
    }
    return real;
}
