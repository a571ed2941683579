// Two whole numbers are divided, so the accuracy is 0 unless every row is right.
double[] row(int[] labels, double[] chances, int event, double threshold) {
    int right = 0;
    double pairs = 0, higher = 0;
    for (int i = 0; i < labels.length; i++) {
        boolean predicted = chances[i] >= threshold;
        if (predicted == (labels[i] == event)) right++;
        for (int j = 0; j < labels.length; j++) {
            if (labels[i] != event || labels[j] == event) continue;
            pairs++;
            if (chances[i] > chances[j]) higher++;
            if (chances[i] == chances[j]) higher += 0.5;
        }
    }
    return new double[] {labels.length == 0 ? Double.NaN : right / labels.length, higher / pairs};
}
