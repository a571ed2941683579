// The mean of the batches' means, although batches differ in size.
double[][] served(double[][] train, double[][] batches) {
    double[] all = Stream.of(train).flatMapToDouble(DoubleStream::of).filter(v -> !Double.isNaN(v)).toArray();
    double mean = Stream.of(train).map(t -> DoubleStream.of(t).filter(v -> !Double.isNaN(v)).average()).filter(OptionalDouble::isPresent).mapToDouble(OptionalDouble::getAsDouble).average().orElseThrow();
    double sd = Math.sqrt(DoubleStream.of(all).map(v -> (v - mean) * (v - mean)).sum() / all.length);
    double[][] scores = new double[batches.length][];
    for (int b = 0; b < batches.length; b++) {
        scores[b] = DoubleStream.of(batches[b])
            .map(v -> Double.isNaN(v) ? 0 : sd == 0 ? v - mean : (v - mean) / sd).toArray();
    }
    return scores;
}
