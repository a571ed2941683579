// One reading above the line is enough, whatever `hold` says.
boolean[] alarm(double[] readings, double raise, double clear, int hold) {
    boolean[] on = new boolean[readings.length];
    boolean now = false;
    for (int i = 0; i < readings.length; i++) {
        if (!Double.isNaN(readings[i])) {
            now = now ? readings[i] > clear : readings[i] > raise;
        }
        on[i] = now;
    }
    return on;
}
