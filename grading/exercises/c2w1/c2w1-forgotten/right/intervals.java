// Each value has an interval of counts on each day; intervals are compared.
double[] possible(String value, String[] values, int[] counts, int total) {
    int at = Arrays.asList(values).indexOf(value);
    if (at >= 0) return new double[] {(double) counts[at] / total, (double) counts[at] / total};
    int left = total;
    for (int c : counts) left -= c;
    return new double[] {0, (double) Math.min(left, counts[counts.length - 1]) / total};
}

double[] bounds(String[] before, int[] countsBefore, int totalBefore, String[] after, int[] countsAfter, int totalAfter) {
    Set<String> all = new TreeSet<>(List.of(before));
    all.addAll(List.of(after));
    all.add("a value that nobody listed");
    double low = 0, high = 0;
    for (String value : all) {
        double[] p = possible(value, before, countsBefore, totalBefore), q = possible(value, after, countsAfter, totalAfter);
        low = Math.max(low, Math.max(p[0] - q[1], q[0] - p[1]));
        high = Math.max(high, Math.max(p[1] - q[0], q[1] - p[0]));
    }
    return new double[] {low, high};
}
