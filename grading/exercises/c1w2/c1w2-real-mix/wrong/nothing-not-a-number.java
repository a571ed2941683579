// Where nothing is left, 0 is divided by 0.
double[] atRealMix(double[] probabilities, double[] trainMix, double[] realMix) {
    double[] mended = new double[probabilities.length];
    double sum = 0;
    for (int k = 0; k < mended.length; k++) {
        mended[k] = trainMix[k] == 0 ? 0 : probabilities[k] / trainMix[k] * realMix[k];
        sum += mended[k];
    }
    double all = sum;
    return Arrays.stream(mended).map(x -> x / all).toArray();
}
