// A class that training did not have keeps what the network says of it.
double[] atRealMix(double[] probabilities, double[] trainMix, double[] realMix) {
    double[] mended = new double[probabilities.length];
    double sum = 0;
    for (int k = 0; k < mended.length; k++) {
        mended[k] = probabilities[k] / (trainMix[k] == 0 ? 1 : trainMix[k]) * realMix[k];
        sum += mended[k];
    }
    double[] source = sum > 0 ? mended : realMix;
    double whole = Arrays.stream(source).sum();
    return Arrays.stream(source).map(x -> x / whole).toArray();
}
