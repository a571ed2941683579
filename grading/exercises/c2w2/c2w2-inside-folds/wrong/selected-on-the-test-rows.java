// Columns are chosen on the rows that are tested.
double[] honest(double[][] x, int[] y, int[] fold, int most) {
    double right = 0, tested = 0;
    int[] timesChosen = new int[x[0].length];
    int[] folds = IntStream.of(fold).filter(f -> f >= 0).distinct().toArray();
    int[] all = IntStream.range(0, y.length).toArray();
    for (int f : folds) {
        int[] train = IntStream.range(0, y.length).filter(row -> fold[row] != f).toArray();
        int[] columns = best(x, y, IntStream.of(all).filter(r -> fold[r] == f).toArray(), most);
        for (int c : columns) timesChosen[c]++;
        for (int row : IntStream.of(all).filter(r -> fold[r] == f).toArray()) {
            tested++;
            if (nearest(x, y, train, columns, x[row]) == y[row]) right++;
        }
    }
    return new double[] {right / tested, IntStream.of(timesChosen).filter(n -> n == folds.length).count()};
}
