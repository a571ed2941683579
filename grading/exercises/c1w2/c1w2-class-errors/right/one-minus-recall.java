// One minus the recalls of the library, whose undefined ones are NaN.
double[] classErrors(double[][] confusion) {
    if (Arrays.stream(confusion).flatMapToDouble(Arrays::stream).sum() == 0) { // no matrix of the library is empty
        double[] unknown = new double[confusion.length + 1];
        Arrays.fill(unknown, Double.NaN);
        return unknown;
    }
    var labels = IntStream.range(0, confusion.length).boxed().toList();
    var matrix = ConfusionMatrix.ofCounts(labels, confusion);
    double[] errors = labels.stream().mapToDouble(c -> 1 - matrix.scores(c, 1, ZeroDivision.NAN).recall()).toArray();
    double[] all = Arrays.copyOf(errors, errors.length + 1);
    all[errors.length] = Arrays.stream(errors).filter(e -> !Double.isNaN(e)).average().orElse(Double.NaN);
    return all;
}
