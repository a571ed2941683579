// The mean agreement with each of the others is another number: nobody is asked what most say.
double[] humanLevel(int[][] given, int annotators) {
    double[] shares = new double[annotators];
    for (int a = 0; a < annotators; a++) {
        int same = 0, pairs = 0;
        for (int[] item : given) {
            for (int b = 0; b < annotators; b++) {
                if (b != a && item[a] >= 0 && item[b] >= 0) {
                    pairs++;
                    if (item[a] == item[b]) same++;
                }
            }
        }
        shares[a] = pairs == 0 ? Double.NaN : (double) same / pairs;
    }
    return shares;
}
