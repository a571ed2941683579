// Mean and standard deviation are those of the served batch.
double[][] served(double[][] train, double[][] batches) {
    double[][] scores = new double[batches.length][];
    for (int b = 0; b < batches.length; b++) {
        double[] all = DoubleStream.of(batches[b]).filter(v -> !Double.isNaN(v)).toArray();
        double mean = DoubleStream.of(all).average().orElse(0);
        double sd = Math.sqrt(DoubleStream.of(all).map(v -> (v - mean) * (v - mean)).sum() / Math.max(1, all.length));
        scores[b] = DoubleStream.of(batches[b])
            .map(v -> Double.isNaN(v) ? 0 : sd == 0 ? v - mean : (v - mean) / sd).toArray();
    }
    return scores;
}
