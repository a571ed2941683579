// The share of the rows of the event that are predicted rightly, in the place of the share of all rows.
double[] row(int[] labels, double[] chances, int event, double threshold) {
    double right = 0, events = 0;
    double pairs = 0, higher = 0;
    for (int i = 0; i < labels.length; i++) {
        boolean predicted = chances[i] >= threshold;
        if (labels[i] == event) events++;
        if (labels[i] == event && predicted) right++;
        for (int j = 0; j < labels.length; j++) {
            if (labels[i] != event || labels[j] == event) continue;
            pairs++;
            if (chances[i] > chances[j]) higher++;
            if (chances[i] == chances[j]) higher += 0.5;
        }
    }
    return new double[] {right / events, higher / pairs};
}
