// Mean and three standard deviations, which one wild day moves far out and which know nothing of a promise.
boolean[] alarms(double[][] quiet, double[] today, int days) {
    boolean[] rings = new boolean[today.length];
    for (int c = 0; c < today.length; c++) {
        double mean = DoubleStream.of(quiet[c]).average().orElse(0);
        double square = DoubleStream.of(quiet[c]).map(q -> (q - mean) * (q - mean)).average().orElse(0);
        rings[c] = quiet[c].length > 0 && today[c] > mean + 3 * Math.sqrt(square);
    }
    return rings;
}
