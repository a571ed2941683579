// Without sorting: takes the smallest p-value left as long as it is on or below its line.
boolean[] realGains(double[] gains, double[] pValues, double alpha) {
    boolean[] real = new boolean[gains.length];
    double[] left = pValues.clone();
    long tests = Arrays.stream(left).filter(p -> p == p).count();
    while (tests > 0) {
        int smallest = -1;
        for (int i = 0; i < left.length; i++) {
            if (left[i] == left[i] && (smallest < 0 || left[i] < left[smallest])) {
                smallest = i;
            }
        }
        if (left[smallest] > alpha / tests) {
            break;
        }
        real[smallest] = gains[smallest] > 0;
        left[smallest] = Double.NaN;
        tests--;
    }
    return real;
}
