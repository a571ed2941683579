// The threshold is a quiet value: so many from the top as may be as high, less one.
boolean[] alarms(double[][] quiet, double[] today, int days) {
    boolean[] rings = new boolean[today.length];
    for (int c = 0; c < today.length; c++) {
        double[] sorted = quiet[c].clone();
        Arrays.sort(sorted);
        int allowed = (sorted.length + 1) / (today.length * days);
        rings[c] = allowed > 0 && today[c] > sorted[sorted.length - allowed];
    }
    return rings;
}
