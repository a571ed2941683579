// One number for each class and no mean.
double[] classErrors(double[][] confusion) {
    double[] errors = new double[confusion.length];
    for (int i = 0; i < confusion.length; i++) {
        double things = Arrays.stream(confusion[i]).sum();
        errors[i] = (things - confusion[i][i]) / things;
    }
    return errors;
}
