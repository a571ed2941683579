// What is served joins the training values before the mean is taken.
double[][] served(double[][] train, double[][] batches) {
    double[] all = Stream.concat(Stream.of(train), Stream.of(batches)).flatMapToDouble(DoubleStream::of).filter(v -> !Double.isNaN(v)).toArray();
    double mean = DoubleStream.of(all).average().orElseThrow();
    double sd = Math.sqrt(DoubleStream.of(all).map(v -> (v - mean) * (v - mean)).sum() / all.length);
    double[][] scores = new double[batches.length][];
    for (int b = 0; b < batches.length; b++) {
        scores[b] = DoubleStream.of(batches[b])
            .map(v -> Double.isNaN(v) ? 0 : sd == 0 ? v - mean : (v - mean) / sd).toArray();
    }
    return scores;
}
