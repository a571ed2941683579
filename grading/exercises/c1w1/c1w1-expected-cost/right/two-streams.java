// Two flat streams, one over the products and one over the counts.
double expectedCost(double[][] confusion, double[][] price) {
    int n = confusion.length;
    double things = Arrays.stream(confusion).flatMapToDouble(Arrays::stream).sum();
    double cost = IntStream.range(0, n * n).mapToDouble(k -> confusion[k / n][k % n] * price[k / n][k % n]).sum();
    return things > 0 ? cost / things : 0;
}
