// The mean of the folds' accuracies, although folds differ in size.
double[] honest(double[][] x, int[] y, int[] fold, int most) {
    int[] timesChosen = new int[x[0].length];
    int[] folds = IntStream.of(fold).filter(f -> f >= 0).distinct().toArray();
    double sum = 0;
    for (int f : folds) {
        int[] train = IntStream.range(0, y.length).filter(row -> fold[row] != f).toArray();
        int[] columns = best(x, y, train, most);
        for (int c : columns) timesChosen[c]++;
        sum += IntStream.range(0, y.length).filter(row -> fold[row] == f)
            .mapToDouble(row -> nearest(x, y, train, columns, x[row]) == y[row] ? 1 : 0).average().orElse(0);
    }
    return new double[] {sum / folds.length, IntStream.of(timesChosen).filter(n -> n == folds.length).count()};
}
