// Whatever comes rings.
boolean[] alarms(double[][] quiet, double[] today, int days) {
    boolean[] rings = new boolean[today.length];
    Arrays.fill(rings, true);
    return rings;
}
