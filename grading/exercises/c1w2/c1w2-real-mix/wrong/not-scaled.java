// The numbers are right in proportion and do not sum to 1.
double[] atRealMix(double[] probabilities, double[] trainMix, double[] realMix) {
    double[] mended = new double[probabilities.length];
    double sum = 0;
    for (int k = 0; k < mended.length; k++) {
        mended[k] = trainMix[k] == 0 ? 0 : probabilities[k] / trainMix[k] * realMix[k];
        sum += mended[k];
    }
    double whole = Arrays.stream(realMix).sum();
    return sum > 0 ? mended : Arrays.stream(realMix).map(x -> x / whole).toArray();
}
