// The price is read with predicted and true exchanged, so each mistake costs what its opposite should.
double expectedCost(double[][] confusion, double[][] price) {
    double cost = 0, things = 0;
    for (int i = 0; i < confusion.length; i++) {
        for (int j = 0; j < confusion.length; j++) {
            cost += confusion[i][j] * price[j][i];
            things += confusion[i][j];
        }
    }
    return things == 0 ? 0 : cost / things;
}
