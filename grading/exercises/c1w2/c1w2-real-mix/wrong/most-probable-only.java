// Says which class is most probable, and forgets how probable the others are.
double[] atRealMix(double[] probabilities, double[] trainMix, double[] realMix) {
    double[] mended = new double[probabilities.length];
    double sum = 0;
    for (int k = 0; k < mended.length; k++) {
        mended[k] = trainMix[k] == 0 ? 0 : probabilities[k] / trainMix[k] * realMix[k];
        sum += mended[k];
    }
    double largest = Arrays.stream(sum > 0 ? mended : realMix).max().orElse(0);
    double[] source = sum > 0 ? mended : realMix;
    return Arrays.stream(source).map(x -> x == largest ? 1 : 0).toArray();
}
