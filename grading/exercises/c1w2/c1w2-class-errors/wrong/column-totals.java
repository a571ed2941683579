// Divides by what was called so: one minus precision, the mistake of the original course.
double[] classErrors(double[][] confusion) {
    double[] errors = new double[confusion.length + 1];
    double sum = 0;
    int classes = 0;
    for (int i = 0; i < confusion.length; i++) {
        double called = 0;
        for (double[] row : confusion) {
            called += row[i];
        }
        errors[i] = (called - confusion[i][i]) / called;
        if (called > 0) {
            sum += errors[i];
            classes++;
        }
    }
    errors[confusion.length] = sum / classes;
    return errors;
}
