// One day against the other, then the other against the one.
double[] oneWay(String[] values, int[] counts, int total, Map<String, Integer> other, int otherTotal, double otherHides) {
    double low = 0, high = otherHides;
    for (int i = 0; i < values.length; i++) {
        double share = (double) counts[i] / total;
        if (other.containsKey(values[i])) {
            double gap = Math.abs(share - (double) other.get(values[i]) / otherTotal);
            low = Math.max(low, gap);
            high = Math.max(high, gap);
        } else {
            low = Math.max(low, share - otherHides);
            high = Math.max(high, share);
        }
    }
    return new double[] {low, high};
}

Map<String, Integer> table(String[] values, int[] counts) {
    var table = new HashMap<String, Integer>();
    for (int i = 0; i < values.length; i++) table.put(values[i], counts[i]);
    return table;
}

double hides(int[] counts, int total) {
    return (double) Math.min(counts[counts.length - 1], total - IntStream.of(counts).sum()) / total;
}

double[] bounds(String[] before, int[] countsBefore, int totalBefore, String[] after, int[] countsAfter, int totalAfter) {
    double[] there = oneWay(before, countsBefore, totalBefore, table(after, countsAfter), totalAfter, hides(countsAfter, totalAfter));
    double[] back = oneWay(after, countsAfter, totalAfter, table(before, countsBefore), totalBefore, hides(countsBefore, totalBefore));
    return new double[] {Math.max(there[0], back[0]), Math.max(there[1], back[1])};
}
