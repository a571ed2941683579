// Each p-value is held against alpha by the number of tests, which is safe and misses gains.
boolean[] realGains(double[] gains, double[] pValues, double alpha) {
    long tests = Arrays.stream(pValues).filter(p -> !Double.isNaN(p)).count();
    boolean[] real = new boolean[gains.length];
    for (int i = 0; i < gains.length; i++) {
        real[i] = gains[i] > 0 && pValues[i] <= alpha / tests;
    }
    return real;
}
