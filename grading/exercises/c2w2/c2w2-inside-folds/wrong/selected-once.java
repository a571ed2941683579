// The columns that the first fold chose are used in all folds.
double[] honest(double[][] x, int[] y, int[] fold, int most) {
    int[] once = best(x, y, IntStream.range(0, y.length).filter(r -> fold[r] != fold[IntStream.range(0, y.length).filter(i -> fold[i] >= 0).findFirst().getAsInt()]).toArray(), most);
    double right = 0, tested = 0;
    int[] timesChosen = new int[x[0].length];
    int[] folds = IntStream.of(fold).filter(f -> f >= 0).distinct().toArray();
    int[] all = IntStream.range(0, y.length).toArray();
    for (int f : folds) {
        int[] train = IntStream.range(0, y.length).filter(row -> fold[row] != f).toArray();
        int[] columns = once;
        for (int c : columns) timesChosen[c]++;
        for (int row : IntStream.of(all).filter(r -> fold[r] == f).toArray()) {
            tested++;
            if (nearest(x, y, train, columns, x[row]) == y[row]) right++;
        }
    }
    return new double[] {right / tested, IntStream.of(timesChosen).filter(n -> n == folds.length).count()};
}
