// Items that do not count are in the divisor.
double[] humanLevel(int[][] given, int annotators) {
    double[] shares = new double[annotators];
    for (int a = 0; a < annotators; a++) {
        int right = 0, judged = 0;
        for (int[] item : given) {
            var counts = new TreeMap<Integer, Integer>();
            for (int b = 0; b < annotators; b++) {
                if (b != a && item[b] >= 0) counts.merge(item[b], 1, Integer::sum);
            }
            int most = counts.values().stream().mapToInt(n -> n).max().orElse(0);
            int[] labels = counts.keySet().stream().mapToInt(l -> l).filter(l -> counts.get(l) == most).toArray();
            if (item[a] >= 0 && labels.length == 1) {
                judged++;
                if (labels[0] == item[a]) right++;
            }
        }
        shares[a] = judged == 0 ? Double.NaN : (double) right / given.length;
    }
    return shares;
}
