// The mean is that of the batch, as in the original's graded transformation.
double[][] served(double[][] train, double[][] batches) {
    double[] all = Stream.of(train).flatMapToDouble(DoubleStream::of).filter(v -> !Double.isNaN(v)).toArray();
    double mean = DoubleStream.of(all).average().orElseThrow();
    double sd = Math.sqrt(DoubleStream.of(all).map(v -> (v - mean) * (v - mean)).sum() / all.length);
    double[][] scores = new double[batches.length][];
    for (int b = 0; b < batches.length; b++) {
        double own = DoubleStream.of(batches[b]).filter(v -> !Double.isNaN(v)).average().orElse(mean);
        scores[b] = DoubleStream.of(batches[b])
            .map(v -> Double.isNaN(v) ? 0 : sd == 0 ? v - own : (v - own) / sd).toArray();
    }
    return scores;
}
