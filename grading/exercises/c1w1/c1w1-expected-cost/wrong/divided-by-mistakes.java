// The mean is taken over the wrong answers only, so a better model can look dearer.
double expectedCost(double[][] confusion, double[][] price) {
    double cost = 0, mistakes = 0;
    for (int i = 0; i < confusion.length; i++) {
        for (int j = 0; j < confusion.length; j++) {
            cost += confusion[i][j] * price[i][j];
            if (i != j) mistakes += confusion[i][j];
        }
    }
    return mistakes == 0 ? 0 : cost / mistakes;
}
