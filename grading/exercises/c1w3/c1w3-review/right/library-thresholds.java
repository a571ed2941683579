// The library gives thresholds and scores where there are two classes at least; the rest is sorting.
int[] withThresholds(int[] labels, double[][] probs, int budget, java.util.function.IntToDoubleFunction threshold) {
    var byBelief = new TreeMap<Double, List<Integer>>();
    for (int i = 0; i < labels.length; i++) {
        double highest = DoubleStream.of(probs[i]).max().getAsDouble();
        int likeliest = 0;
        while (probs[i][likeliest] < highest) likeliest++;
        if (likeliest != labels[i] && highest >= threshold.applyAsDouble(likeliest)) {
            byBelief.computeIfAbsent(probs[i][labels[i]], p -> new ArrayList<>()).add(i);
        }
    }
    return byBelief.values().stream().flatMap(List::stream).mapToInt(i -> i).limit(budget).toArray();
}

int[] toReview(int[] labels, double[][] probs, int budget) {
    if (IntStream.of(labels).distinct().count() < 2) {
        return withThresholds(labels, probs, budget, k -> {
            double[] own = IntStream.range(0, labels.length).filter(i -> labels[i] == k).mapToDouble(i -> probs[i][k]).toArray();
            return DoubleStream.of(own).average().orElse(Double.POSITIVE_INFINITY);
        });
    }
    double[] thresholds = ConfidentLearning.of(labels, probs).thresholds();
    return withThresholds(labels, probs, budget, k -> thresholds[k]);
}
