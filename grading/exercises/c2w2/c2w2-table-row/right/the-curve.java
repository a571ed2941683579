// The area under the curve, by trapezes between the distinct probabilities.
double[] row(int[] labels, double[] chances, int event, double threshold) {
    double[] lines = DoubleStream.of(chances).distinct().map(c -> -c).sorted().map(c -> -c).toArray();
    long events = IntStream.of(labels).filter(l -> l == event).count(), others = labels.length - events;
    double area = 0, lastTrue = 0, lastFalse = 0;
    for (double line : lines) {
        double hits = 0, alarms = 0;
        for (int i = 0; i < labels.length; i++) {
            if (chances[i] < line) continue;
            if (labels[i] == event) hits++; else alarms++;
        }
        area += (alarms - lastFalse) * (hits + lastTrue) / 2;
        lastTrue = hits;
        lastFalse = alarms;
    }
    long right = IntStream.range(0, labels.length)
        .filter(i -> (labels[i] == event) == (chances[i] >= threshold)).count();
    return new double[] {labels.length == 0 ? Double.NaN : (double) right / labels.length,
        events * others == 0 ? Double.NaN : area / (events * others)};
}
