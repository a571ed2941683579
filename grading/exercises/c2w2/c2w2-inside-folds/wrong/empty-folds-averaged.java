// The mean of the accuracies of all numbers up to the last fold; one that no row has comes to 0 / 0.
double[] honest(double[][] x, int[] y, int[] fold, int most) {
    double sum = 0;
    int[] timesChosen = new int[x[0].length];
    int folds = IntStream.of(fold).max().getAsInt() + 1;
    for (int f = 0; f < folds; f++) {
        double right = 0, tested = 0;
        int here = f;
        int[] train = IntStream.range(0, y.length).filter(row -> fold[row] != here).toArray();
        int[] columns = best(x, y, train, most);
        for (int c : columns) timesChosen[c]++;
        for (int row = 0; row < y.length; row++) {
            if (fold[row] != f) continue;
            tested++;
            if (nearest(x, y, train, columns, x[row]) == y[row]) right++;
        }
        sum += right / tested;
    }
    return new double[] {sum / folds, IntStream.of(timesChosen).filter(n -> n == folds).count()};
}
