// The alarm goes off as soon as a reading is not above the upper line, so it flutters about it.
boolean[] alarm(double[] readings, double raise, double clear, int hold) {
    boolean[] on = new boolean[readings.length];
    boolean now = false;
    int row = 0;
    for (int i = 0; i < readings.length; i++) {
        if (!Double.isNaN(readings[i])) {
            row = readings[i] > raise ? row + 1 : 0;
            now = row >= hold;
        }
        on[i] = now;
    }
    return on;
}
