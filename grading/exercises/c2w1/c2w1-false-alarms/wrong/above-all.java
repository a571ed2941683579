// Only what is above every quiet value rings, however many there are.
boolean[] alarms(double[][] quiet, double[] today, int days) {
    boolean[] rings = new boolean[today.length];
    for (int c = 0; c < today.length; c++) {
        double limit = today[c];
        boolean enough = today.length * days <= 1 + quiet[c].length;
        rings[c] = enough && DoubleStream.of(quiet[c]).noneMatch(q -> q >= limit);
    }
    return rings;
}
