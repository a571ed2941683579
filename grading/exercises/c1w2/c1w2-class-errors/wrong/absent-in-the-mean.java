// The mean is divided by all classes, those without things too.
double[] classErrors(double[][] confusion) {
    double[] errors = new double[confusion.length + 1];
    double sum = 0;
    int classes = 0;
    for (int i = 0; i < confusion.length; i++) {
        double things = Arrays.stream(confusion[i]).sum();
        errors[i] = (things - confusion[i][i]) / things;
        if (things > 0) {
            sum += errors[i];
            classes++;
        }
    }
    errors[confusion.length] = sum / confusion.length;
    return errors;
}
