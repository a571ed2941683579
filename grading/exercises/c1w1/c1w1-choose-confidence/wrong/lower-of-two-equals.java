// Of two candidates with the same cost this keeps the lower, which shows more boxes for nothing.
double cheapestConfidence(double[] confidences, boolean[] right, int things,
        double priceWrong, double priceMissed) {
    double best = Double.POSITIVE_INFINITY, lowest = things * priceMissed;
    for (double c : confidences) {
        int wrong = 0, found = 0;
        for (int i = 0; i < confidences.length; i++) {
            if (confidences[i] >= c) {
                if (right[i]) found++;
                else wrong++;
            }
        }
        double cost = wrong * priceWrong + (things - found) * priceMissed;
        if (cost < lowest || cost == lowest && c < best) {
            lowest = cost;
            best = c;
        }
    }
    return best;
}
