// Welford's running mean and squares, in one pass over the batches.
double[][] served(double[][] train, double[][] batches) {
    double mean = 0, squares = 0;
    long n = 0;
    for (double[] batch : train) {
        for (double v : batch) {
            if (Double.isNaN(v)) continue;
            n++;
            double before = v - mean;
            mean += before / n;
            squares += before * (v - mean);
        }
    }
    double unit = squares > 0 ? Math.sqrt(squares / n) : 1;
    double[][] scores = new double[batches.length][];
    for (int b = 0; b < batches.length; b++) {
        scores[b] = new double[batches[b].length];
        for (int i = 0; i < batches[b].length; i++) {
            if (!Double.isNaN(batches[b][i])) scores[b][i] = (batches[b][i] - mean) / unit;
        }
    }
    return scores;
}
