// Every column uses the whole allowance.
boolean[] alarms(double[][] quiet, double[] today, int days) {
    boolean[] rings = new boolean[today.length];
    for (int c = 0; c < today.length; c++) {
        double limit = today[c];
        long asHigh = 1 + DoubleStream.of(quiet[c]).filter(q -> q >= limit).count();
        rings[c] = asHigh * days <= 1 + quiet[c].length;
    }
    return rings;
}
