// Each class gets the same weight however many things it has, which answers another question.
double expectedCost(double[][] confusion, double[][] price) {
    double sum = 0;
    int classes = 0;
    for (int i = 0; i < confusion.length; i++) {
        double cost = 0, things = 0;
        for (int j = 0; j < confusion[i].length; j++) {
            cost += confusion[i][j] * price[i][j];
            things += confusion[i][j];
        }
        if (things > 0) {
            sum += cost / things;
            classes++;
        }
    }
    return classes == 0 ? 0 : sum / classes;
}
