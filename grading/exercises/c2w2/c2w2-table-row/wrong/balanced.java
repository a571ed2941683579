// The mean of the two classes' accuracies in the place of the accuracy.
double[] row(int[] labels, double[] chances, int event, double threshold) {
    double pairs = 0, higher = 0;
    double[] right = new double[2], all = new double[2];
    for (int i = 0; i < labels.length; i++) {
        boolean predicted = chances[i] >= threshold;
        all[labels[i]]++;
        if (predicted == (labels[i] == event)) right[labels[i]]++;
        for (int j = 0; j < labels.length; j++) {
            if (labels[i] != event || labels[j] == event) continue;
            pairs++;
            if (chances[i] > chances[j]) higher++;
            if (chances[i] == chances[j]) higher += 0.5;
        }
    }
    return new double[] {(right[0] / all[0] + right[1] / all[1]) / 2, higher / pairs};
}
