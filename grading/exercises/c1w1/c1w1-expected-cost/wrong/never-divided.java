// This is the cost of all things together and not the cost per thing.
double expectedCost(double[][] confusion, double[][] price) {
    double cost = 0;
    for (int i = 0; i < confusion.length; i++) {
        for (int j = 0; j < confusion.length; j++) {
            cost += confusion[i][j] * price[i][j];
        }
    }
    return cost;
}
