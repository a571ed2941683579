// Numbers that no row has are folds, too: nothing is tested in them, and columns are chosen on all rows.
double[] honest(double[][] x, int[] y, int[] fold, int most) {
    double right = 0, tested = 0;
    int[] timesChosen = new int[x[0].length];
    int folds = IntStream.of(fold).max().getAsInt() + 1;
    for (int f = 0; f < folds; f++) {
        int here = f;
        int[] train = IntStream.range(0, y.length).filter(row -> fold[row] != here).toArray();
        int[] columns = best(x, y, train, most);
        for (int c : columns) timesChosen[c]++;
        for (int row = 0; row < y.length; row++) {
            if (fold[row] != f) continue;
            tested++;
            if (nearest(x, y, train, columns, x[row]) == y[row]) right++;
        }
    }
    return new double[] {right / tested, IntStream.of(timesChosen).filter(n -> n == folds).count()};
}
