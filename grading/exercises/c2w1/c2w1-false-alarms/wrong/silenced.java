// The threshold is raised above what came today, so it never rings.
boolean[] alarms(double[][] quiet, double[] today, int days) {
    boolean[] rings = new boolean[today.length];
    for (int c = 0; c < today.length; c++) {
        double threshold = Math.max(today[c], DoubleStream.of(quiet[c]).max().orElse(0)) * 1.02;
        rings[c] = today[c] > threshold;
    }
    return rings;
}
