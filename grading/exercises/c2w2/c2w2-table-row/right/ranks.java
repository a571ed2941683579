// The area is what the rank sum test of Mann and Whitney counts.
double[] row(int[] labels, double[] chances, int event, double threshold) {
    int n = labels.length;
    double right = 0, sum = 0, events = 0;
    double[] sorted = chances.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < n; i++) {
        if ((chances[i] >= threshold ? event : 1 - event) == labels[i]) right++;
        if (labels[i] != event) continue;
        int below = 0, upTo = 0;
        for (double s : sorted) {
            if (s < chances[i]) below++;
            if (s <= chances[i]) upTo++;
        }
        sum += (below + 1 + upTo) / 2.0; // the mean rank of those that are equal
        events++;
    }
    return new double[] {right / n, (sum - events * (events + 1) / 2) / (events * (n - events))};
}
