// The alarm is set for the readings before the one that completed the row, which no alarm could have known.
boolean[] alarm(double[] readings, double raise, double clear, int hold) {
    boolean[] on = new boolean[readings.length];
    boolean now = false;
    int row = 0;
    for (int i = 0; i < readings.length; i++) {
        if (!Double.isNaN(readings[i])) {
            row = readings[i] > raise ? row + 1 : 0;
            now = now ? readings[i] > clear : row >= hold;
        }
        on[i] = now;
        if (now && row == hold) {
            for (int k = i, left = hold; left > 0; k--) {
                on[k] = true;
                if (!Double.isNaN(readings[k])) left--;
            }
        }
    }
    return on;
}
