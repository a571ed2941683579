// The share is taken among the quiet values alone.
boolean[] alarms(double[][] quiet, double[] today, int days) {
    boolean[] rings = new boolean[today.length];
    for (int c = 0; c < today.length; c++) {
        double limit = today[c];
        long asHigh = DoubleStream.of(quiet[c]).filter(q -> q >= limit).count();
        rings[c] = quiet[c].length > 0 && asHigh * today.length * days <= quiet[c].length;
    }
    return rings;
}
