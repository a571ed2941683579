// The quiet values of all columns are thrown together.
boolean[] alarms(double[][] quiet, double[] today, int days) {
    double[] all = Stream.of(quiet).flatMapToDouble(DoubleStream::of).toArray();
    boolean[] rings = new boolean[today.length];
    for (int c = 0; c < today.length; c++) {
        double limit = today[c];
        long asHigh = 1 + DoubleStream.of(all).filter(q -> q >= limit).count();
        rings[c] = asHigh * today.length * days <= 1 + all.length;
    }
    return rings;
}
