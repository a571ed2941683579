// Adds up what is off the diagonal, and asks for NaN by name.
double[] classErrors(double[][] confusion) {
    int n = confusion.length;
    double[] errors = new double[n + 1];
    double sum = 0, defined = 0;
    for (int i = 0; i < n; i++) {
        double off = 0, things = confusion[i][i];
        for (int j = 0; j < n; j++) {
            if (j != i) {
                off += confusion[i][j];
                things += confusion[i][j];
            }
        }
        if (things == 0) {
            errors[i] = Double.NaN;
        } else {
            errors[i] = off / things;
            sum += errors[i];
            defined++;
        }
    }
    errors[n] = defined == 0 ? Double.NaN : sum / defined;
    return errors;
}
