// The mean and the deviation are those of the first training batch.
double[][] served(double[][] train, double[][] batches) {
    double[] all = DoubleStream.of(Stream.of(train).filter(t -> DoubleStream.of(t).anyMatch(v -> !Double.isNaN(v))).findFirst().orElseThrow()).filter(v -> !Double.isNaN(v)).toArray();
    double mean = DoubleStream.of(all).average().orElseThrow();
    double sd = Math.sqrt(DoubleStream.of(all).map(v -> (v - mean) * (v - mean)).sum() / all.length);
    double[][] scores = new double[batches.length][];
    for (int b = 0; b < batches.length; b++) {
        scores[b] = DoubleStream.of(batches[b])
            .map(v -> Double.isNaN(v) ? 0 : sd == 0 ? v - mean : (v - mean) / sd).toArray();
    }
    return scores;
}
