// The mean of the squares less the square of the mean, which has no digits left far from 0.
double[][] served(double[][] train, double[][] batches) {
    double[] all = Stream.of(train).flatMapToDouble(DoubleStream::of).filter(v -> !Double.isNaN(v)).toArray();
    double mean = DoubleStream.of(all).average().orElseThrow();
    double sd = Math.sqrt(Math.max(0, DoubleStream.of(all).map(v -> v * v).sum() / all.length - mean * mean));
    double[][] scores = new double[batches.length][];
    for (int b = 0; b < batches.length; b++) {
        scores[b] = DoubleStream.of(batches[b])
            .map(v -> Double.isNaN(v) ? 0 : sd == 0 ? v - mean : (v - mean) / sd).toArray();
    }
    return scores;
}
