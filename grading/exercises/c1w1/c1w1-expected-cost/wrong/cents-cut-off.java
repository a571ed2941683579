// The sum is kept in an int, so what each cell adds loses its cents.
double expectedCost(double[][] confusion, double[][] price) {
    int cost = 0;
    double things = 0;
    for (int i = 0; i < confusion.length; i++) {
        for (int j = 0; j < confusion.length; j++) {
            cost += confusion[i][j] * price[i][j];
            things += confusion[i][j];
        }
    }
    return things == 0 ? 0 : cost / things;
}
