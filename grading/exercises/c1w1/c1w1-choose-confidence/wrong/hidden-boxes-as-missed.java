// Every box that is not shown counts as a missed thing, right or wrong, and things without a box count as found.
double cheapestConfidence(double[] confidences, boolean[] right, int things,
        double priceWrong, double priceMissed) {
    double best = Double.POSITIVE_INFINITY, lowest = confidences.length * priceMissed;
    for (double c : confidences) {
        int wrong = 0, found = 0;
        for (int i = 0; i < confidences.length; i++) {
            if (confidences[i] >= c) {
                if (right[i]) found++;
                else wrong++;
            }
        }
        double cost = wrong * priceWrong + (confidences.length - wrong - found) * priceMissed;
        if (cost < lowest || cost == lowest && c > best) {
            lowest = cost;
            best = c;
        }
    }
    return best;
}
