// Right answers are taken to be free, though the price table may say otherwise.
double expectedCost(double[][] confusion, double[][] price) {
    double cost = 0, things = 0;
    for (int i = 0; i < confusion.length; i++) {
        for (int j = 0; j < confusion.length; j++) {
            things += confusion[i][j];
            if (i != j) cost += confusion[i][j] * price[i][j];
        }
    }
    return things == 0 ? 0 : cost / things;
}
