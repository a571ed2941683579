// 0.03 stood in the tutorial, so every column gets it.
boolean[] alarms(double[][] quiet, double[] today, int days) {
    boolean[] rings = new boolean[today.length];
    for (int c = 0; c < today.length; c++) rings[c] = quiet[c].length > 0 && today[c] > 0.03;
    return rings;
}
