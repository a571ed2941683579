// The mean is taken over the cells of the table, as if each cell were one thing.
double expectedCost(double[][] confusion, double[][] price) {
    double cost = 0;
    for (int i = 0; i < confusion.length; i++) {
        for (int j = 0; j < confusion.length; j++) {
            cost += confusion[i][j] * price[i][j];
        }
    }
    return confusion.length == 0 ? 0 : cost / (confusion.length * confusion.length);
}
