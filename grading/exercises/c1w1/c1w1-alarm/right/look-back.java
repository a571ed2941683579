// No state is kept: each reading looks back at what led to it.
boolean rowEndsAt(double[] came, int end, double raise, int hold) {
    return end + 1 >= hold && IntStream.range(end + 1 - hold, end + 1).allMatch(k -> came[k] > raise);
}

boolean onAfter(double[] came, double raise, double clear, int hold) {
    for (int k = came.length - 1; k >= 0; k--) {
        if (came[k] <= clear) return false;
        if (rowEndsAt(came, k, raise, hold)) return true;
    }
    return false;
}

boolean[] alarm(double[] readings, double raise, double clear, int hold) {
    boolean[] states = new boolean[readings.length];
    for (int i = 0; i < readings.length; i++) {
        double[] came = Arrays.stream(readings, 0, i + 1).filter(r -> !Double.isNaN(r)).toArray();
        states[i] = onAfter(came, raise, clear, hold);
    }
    return states;
}
