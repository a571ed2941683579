// Readings above the line are counted since the start, in a row or not.
boolean[] alarm(double[] readings, double raise, double clear, int hold) {
    boolean[] on = new boolean[readings.length];
    boolean now = false;
    int row = 0;
    for (int i = 0; i < readings.length; i++) {
        if (!Double.isNaN(readings[i])) {
            if (readings[i] > raise) row++;
            if (now && readings[i] <= clear) row = 0;
            now = now ? readings[i] > clear : row >= hold;
        }
        on[i] = now;
    }
    return on;
}
