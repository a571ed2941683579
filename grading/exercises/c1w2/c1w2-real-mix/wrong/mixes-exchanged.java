// Multiplies by the mix of the training and divides by the real one.
double[] atRealMix(double[] probabilities, double[] trainMix, double[] realMix) {
    double[] mended = new double[probabilities.length];
    double sum = 0;
    for (int k = 0; k < mended.length; k++) {
        mended[k] = trainMix[k] == 0 || realMix[k] == 0 ? 0 : probabilities[k] * trainMix[k] / realMix[k];
        sum += mended[k];
    }
    double[] source = sum > 0 ? mended : realMix;
    double whole = Arrays.stream(source).sum();
    return Arrays.stream(source).map(x -> x / whole).toArray();
}
