// The share that was called rightly is not the error.
double[] classErrors(double[][] confusion) {
    double[] errors = new double[confusion.length + 1];
    double sum = 0;
    int classes = 0;
    for (int i = 0; i < confusion.length; i++) {
        double things = Arrays.stream(confusion[i]).sum();
        errors[i] = confusion[i][i] / things;
        if (things > 0) {
            sum += errors[i];
            classes++;
        }
    }
    errors[confusion.length] = sum / classes;
    return errors;
}
