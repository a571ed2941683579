// Without a pair the area is said to be one half.
double[] row(int[] labels, double[] chances, int event, double threshold) {
    double right = 0, pairs = 0, higher = 0;
    for (int i = 0; i < labels.length; i++) {
        boolean predicted = chances[i] >= threshold;
        if (predicted == (labels[i] == event)) right++;
        for (int j = 0; j < labels.length; j++) {
            if (labels[i] != event || labels[j] == event) continue;
            pairs++;
            double a = chances[i], b = chances[j];
            if (a > b) higher++;
            if (a == b) higher += 0.5;
        }
    }
    return new double[] {right / labels.length, pairs == 0 ? 0.5 : higher / pairs};
}
