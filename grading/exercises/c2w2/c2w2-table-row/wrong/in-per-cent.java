// The accuracy comes in per cent.
double[] row(int[] labels, double[] chances, int event, double threshold) {
    double right = 0;
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
    return new double[] {100 * right / labels.length, higher / pairs};
}
