// A sorted map from line to cost: each box changes the cost of every line at or below it.
double cheapestConfidence(double[] confidences, boolean[] right, int things,
        double priceWrong, double priceMissed) {
    var change = new TreeMap<Double, Double>(Comparator.reverseOrder());
    for (int i = 0; i < right.length; i++) {
        change.merge(confidences[i], right[i] ? -priceMissed : priceWrong, Double::sum);
    }
    double answer = Double.POSITIVE_INFINITY, sum = 0, least = 0;
    for (var entry : change.entrySet()) {
        sum += entry.getValue();
        if (sum < least) {
            least = sum;
            answer = entry.getKey();
        }
    }
    return answer;
}
