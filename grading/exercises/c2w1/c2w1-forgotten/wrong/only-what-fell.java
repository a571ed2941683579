// A rise does not count, for the sign is kept.
double[] bounds(String[] before, int[] countsBefore, int totalBefore, String[] after, int[] countsAfter, int totalAfter) {
    double n = totalBefore, m = totalAfter;
    double restBefore = n - IntStream.of(countsBefore).sum(), restAfter = m - IntStream.of(countsAfter).sum();
    double hidBefore = Math.min(restBefore, countsBefore[before.length - 1]) / n;
    double hidAfter = Math.min(restAfter, countsAfter[after.length - 1]) / m;
    double low = 0, high = Math.max(hidBefore, hidAfter);
    for (int i = 0; i < before.length; i++) {
        int j = Arrays.asList(after).indexOf(before[i]);
        double p = countsBefore[i] / n, gap = j < 0 ? p : p - countsAfter[j] / m;
        low = Math.max(low, j < 0 ? gap - hidAfter : gap);
        high = Math.max(high, gap);
    }
    for (int j = 0; j < after.length; j++) {
        if (Arrays.asList(before).contains(after[j])) continue;
        double q = countsAfter[j] / m;
        low = Math.max(low, q - hidBefore);
        high = Math.max(high, q);
    }
    return new double[] {low, high};
}
