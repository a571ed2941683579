// A reading that is exactly at the lower line does not clear the alarm.
boolean[] alarm(double[] readings, double raise, double clear, int hold) {
    boolean[] on = new boolean[readings.length];
    boolean now = false;
    int row = 0;
    for (int i = 0; i < readings.length; i++) {
        if (!Double.isNaN(readings[i])) {
            row = readings[i] > raise ? row + 1 : 0;
            now = now ? readings[i] >= clear : row >= hold;
        }
        on[i] = now;
    }
    return on;
}
