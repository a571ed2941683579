// A running mean: each cell pulls the mean towards its price by its share of the things so far.
double expectedCost(double[][] confusion, double[][] price) {
    double mean = 0, seen = 0;
    for (int row = 0; row < confusion.length; row++) {
        for (int column = 0; column < confusion[row].length; column++) {
            double many = confusion[row][column];
            if (many > 0) {
                seen += many;
                mean += (price[row][column] - mean) * many / seen;
            }
        }
    }
    return mean;
}
