// Takes the best of those left until none is worth a day.
int[] workNext(int[] examples, int[] wrong, double[] ceiling, int[] days) {
    boolean[] taken = new boolean[examples.length];
    int[] order = new int[examples.length];
    int n = 0;
    while (true) {
        int best = -1;
        double most = 0;
        for (int t = 0; t < examples.length; t++) {
            double perDay = (ceiling[t] * examples[t] - examples[t] + wrong[t]) / days[t];
            if (!taken[t] && (perDay > most || best >= 0 && perDay == most && days[t] < days[best])) {
                best = t;
                most = perDay;
            }
        }
        if (best < 0) {
            return Arrays.copyOf(order, n);
        }
        taken[best] = true;
        order[n++] = best;
    }
}
