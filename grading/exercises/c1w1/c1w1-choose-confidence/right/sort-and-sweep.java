// Sorts boxes from sure to unsure and lowers the line box by box, keeping running counts.
double cheapestConfidence(double[] confidences, boolean[] right, int things,
        double priceWrong, double priceMissed) {
    Integer[] order = IntStream.range(0, confidences.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, (a, b) -> Double.compare(confidences[b], confidences[a]));
    double best = Double.POSITIVE_INFINITY;
    double cost = things * priceMissed, lowest = cost;
    for (int k = 0; k < order.length; k++) {
        cost += right[order[k]] ? -priceMissed : priceWrong;
        boolean lastOfEquals = k + 1 == order.length || confidences[order[k + 1]] != confidences[order[k]];
        if (lastOfEquals && cost < lowest) {
            lowest = cost;
            best = confidences[order[k]];
        }
    }
    return best;
}
