// A value that fell off the list counts as absent.
double[] bounds(String[] before, int[] countsBefore, int totalBefore, String[] after, int[] countsAfter, int totalAfter) {
    double n = totalBefore, m = totalAfter;
    double restBefore = n - IntStream.of(countsBefore).sum(), restAfter = m - IntStream.of(countsAfter).sum();
    double hidBefore = 0;
    double hidAfter = 0;
    double low = 0, high = Math.max(hidBefore, hidAfter);
    for (int i = 0; i < before.length; i++) {
        int j = Arrays.asList(after).indexOf(before[i]);
        double p = countsBefore[i] / n, gap = j < 0 ? p : Math.abs(p - countsAfter[j] / m);
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
