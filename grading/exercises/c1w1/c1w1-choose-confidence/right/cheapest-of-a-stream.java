// A stream of candidates from high to low; min keeps the first of equals.
double costAt(double line, double[] confidences, boolean[] right, int things, double priceWrong, double priceMissed) {
    double cost = things * priceMissed;
    for (int i = 0; i < right.length; i++) {
        if (confidences[i] >= line) cost += right[i] ? -priceMissed : priceWrong;
    }
    return cost;
}

double cheapestConfidence(double[] confidences, boolean[] right, int things,
        double priceWrong, double priceMissed) {
    return DoubleStream.concat(DoubleStream.of(Double.POSITIVE_INFINITY), DoubleStream.of(confidences))
        .boxed()
        .sorted(Comparator.reverseOrder())
        .min(Comparator.comparingDouble(c -> costAt(c, confidences, right, things, priceWrong, priceMissed)))
        .get();
}
