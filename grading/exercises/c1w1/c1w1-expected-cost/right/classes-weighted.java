// The mean cost of each class, weighted by the share of things that are of that class.
double rowSum(double[] row) {
    return DoubleStream.of(row).sum();
}

double expectedCost(double[][] confusion, double[][] price) {
    double all = Stream.of(confusion).mapToDouble(row -> rowSum(row)).sum();
    double expected = 0;
    for (int c = 0; c < confusion.length; c++) {
        double ofClass = rowSum(confusion[c]);
        if (ofClass == 0) continue;
        double costOfClass = 0;
        for (int p = 0; p < price[c].length; p++) costOfClass += confusion[c][p] / ofClass * price[c][p];
        expected += ofClass / all * costOfClass;
    }
    return expected;
}
