// Counts each item once and takes the annotator's own label out again.
double[] humanLevel(int[][] given, int annotators) {
    int labels = Stream.of(given).flatMapToInt(IntStream::of).max().orElse(-1) + 1;
    int[] right = new int[annotators], judged = new int[annotators];
    for (int[] item : given) {
        int[] counts = new int[labels];
        for (int label : item) if (label >= 0) counts[label]++;
        for (int a = 0; a < annotators; a++) {
            if (item[a] < 0) continue;
            counts[item[a]]--;
            int best = 0, tied = 0;
            for (int l = 1; l < labels; l++) if (counts[l] > counts[best]) best = l;
            for (int c : counts) if (c == counts[best]) tied++;
            if (counts[best] > 0 && tied == 1) {
                judged[a]++;
                if (best == item[a]) right[a]++;
            }
            counts[item[a]]++;
        }
    }
    double[] shares = new double[annotators];
    for (int a = 0; a < annotators; a++) shares[a] = (double) right[a] / judged[a];
    return shares;
}
