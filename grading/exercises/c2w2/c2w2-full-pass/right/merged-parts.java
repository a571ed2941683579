// Each training batch has its own count, mean and squares, and they are merged as on several machines.
double[][] served(double[][] train, double[][] batches) {
    double[] total = {0, 0, 0};
    for (double[] batch : train) {
        double[] here = Arrays.stream(batch).filter(v -> v == v).toArray();
        if (here.length == 0) continue;
        double m = Arrays.stream(here).sum() / here.length;
        double s = Arrays.stream(here).map(v -> Math.pow(v - m, 2)).sum();
        double n = total[0] + here.length, apart = m - total[1];
        total[2] += s + apart * apart * total[0] * here.length / n;
        total[1] += apart * here.length / n;
        total[0] = n;
    }
    double mean = total[1], sd = Math.sqrt(total[2] / total[0]);
    return Arrays.stream(batches).map(batch -> Arrays.stream(batch)
        .map(v -> v != v ? 0.0 : (v - mean) / (sd == 0 ? 1 : sd)).toArray()).toArray(double[][]::new);
}
