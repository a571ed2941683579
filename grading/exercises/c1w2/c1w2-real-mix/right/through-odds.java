// Works with logarithms and the largest of them, as a network does.
double[] atRealMix(double[] probabilities, double[] trainMix, double[] realMix) {
    int n = probabilities.length;
    double[] logs = new double[n];
    for (int k = 0; k < n; k++) {
        logs[k] = trainMix[k] == 0
            ? Double.NEGATIVE_INFINITY
            : Math.log(probabilities[k]) - Math.log(trainMix[k]) + Math.log(realMix[k]);
    }
    double most = Arrays.stream(logs).max().orElse(Double.NEGATIVE_INFINITY);
    double[] weights = most == Double.NEGATIVE_INFINITY
        ? realMix.clone()
        : Arrays.stream(logs).map(x -> Math.exp(x - most)).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(x -> x / sum).toArray();
}
