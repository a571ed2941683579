// The share of the rows that are predicted wrongly.
double[] row(int[] labels, double[] chances, int event, double threshold) {
    double errors = 0;
    double pairs = 0, higher = 0;
    for (int i = 0; i < labels.length; i++) {
        boolean predicted = chances[i] >= threshold;
        if (predicted != (labels[i] == event)) errors++;
        for (int j = 0; j < labels.length; j++) {
            if (labels[i] != event || labels[j] == event) continue;
            pairs++;
            if (chances[i] > chances[j]) higher++;
            if (chances[i] == chances[j]) higher += 0.5;
        }
    }
    return new double[] {errors / labels.length, higher / pairs};
}
