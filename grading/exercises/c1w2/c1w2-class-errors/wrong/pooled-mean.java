// The last number is the error over all things, in which the frequent class decides.
double[] classErrors(double[][] confusion) {
    double[] errors = new double[confusion.length + 1];
    double wrong = 0, all = 0;
    for (int i = 0; i < confusion.length; i++) {
        double things = Arrays.stream(confusion[i]).sum();
        errors[i] = (things - confusion[i][i]) / things;
        wrong += things - confusion[i][i];
        all += things;
    }
    errors[confusion.length] = wrong / all;
    return errors;
}
