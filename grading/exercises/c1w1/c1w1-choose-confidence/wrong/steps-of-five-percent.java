// The candidates are steps of 0.05 and not the confidences that occur.
double cheapestConfidence(double[] confidences, boolean[] right, int things,
        double priceWrong, double priceMissed) {
    double best = Double.POSITIVE_INFINITY, lowest = things * priceMissed;
    for (double c = 0; c <= 1; c += 0.05) {
        int wrong = 0, found = 0;
        for (int i = 0; i < confidences.length; i++) {
            if (confidences[i] >= c) {
                if (right[i]) found++;
                else wrong++;
            }
        }
        double cost = wrong * priceWrong + (things - found) * priceMissed;
        if (cost < lowest || cost == lowest && c > best) {
            lowest = cost;
            best = c;
        }
    }
    return best;
}
