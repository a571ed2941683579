// A reading that never came turns the alarm off, since it is not above the lower line.
boolean[] alarm(double[] readings, double raise, double clear, int hold) {
    boolean[] on = new boolean[readings.length];
    boolean now = false;
    int row = 0;
    for (int i = 0; i < readings.length; i++) {
        if (!Double.isNaN(readings[i])) row = readings[i] > raise ? row + 1 : 0;
        now = now ? readings[i] > clear : row >= hold;
        on[i] = now;
    }
    return on;
}
