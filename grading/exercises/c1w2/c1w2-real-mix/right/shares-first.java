// Turns both mixes into shares, then follows the text word by word.
double[] shares(double[] mix) {
    double sum = Arrays.stream(mix).sum();
    return Arrays.stream(mix).map(x -> sum == 0 ? 0 : x / sum).toArray();
}

double[] atRealMix(double[] probabilities, double[] trainMix, double[] realMix) {
    double[] before = shares(trainMix), after = shares(realMix);
    double[] mended = IntStream.range(0, probabilities.length)
        .mapToDouble(k -> before[k] > 0 ? after[k] * (probabilities[k] / before[k]) : 0)
        .toArray();
    return Arrays.stream(mended).allMatch(x -> x == 0) ? after : shares(mended);
}
