// Each p-value is held against alpha itself, as if it were the only one.
boolean[] realGains(double[] gains, double[] pValues, double alpha) {
    boolean[] real = new boolean[gains.length];
    for (int i = 0; i < gains.length; i++) {
        real[i] = gains[i] > 0 && pValues[i] <= alpha;
    }
    return real;
}
