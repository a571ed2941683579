// Fills from each completed row to the reading that clears it, then looks for the next.
boolean[] alarm(double[] readings, double raise, double clear, int hold) {
    boolean[] on = new boolean[readings.length];
    int from = 0;
    while (from < readings.length) {
        int row = 0, start = from;
        for (; start < readings.length; start++) {
            if (readings[start] > raise && ++row == hold) break;
            if (readings[start] <= raise) row = 0;
        }
        int end = start;
        while (end < readings.length && !(readings[end] <= clear)) end++;
        if (start < readings.length) Arrays.fill(on, start, end, true);
        from = end + 1;
    }
    return on;
}
