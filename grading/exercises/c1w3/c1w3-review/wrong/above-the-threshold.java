// Asks for more than the threshold.
int[] toReview(int[] labels, double[][] probs, int budget) {
    int classes = probs.length == 0 ? 0 : probs[0].length;
    double[] sums = new double[classes];
    int[] counts = new int[classes];
    for (int i = 0; i < labels.length; i++) {
        for (int k = 0; k < classes; k++) {
            if (k == labels[i]) { sums[k] += probs[i][k]; counts[k]++; }
        }
    }
    return IntStream.range(0, labels.length)
        .filter(i -> {
            int best = 0;
            for (int k = 1; k < classes; k++) if (probs[i][k] > probs[i][best]) best = k;
            return best != labels[i] && counts[best] > 0 && probs[i][best] > sums[best] / counts[best];
        })
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> probs[i][labels[i]]))
        .limit(budget)
        .mapToInt(i -> i)
        .toArray();
}
