// A class that training did not have becomes infinite and takes the others along.
double[] atRealMix(double[] probabilities, double[] trainMix, double[] realMix) {
    double[] mended = new double[probabilities.length];
    double sum = 0;
    for (int k = 0; k < mended.length; k++) {
        mended[k] = probabilities[k] / trainMix[k] * realMix[k];
        sum += mended[k];
    }
    if (sum == 0) {
        double whole = Arrays.stream(realMix).sum();
        return Arrays.stream(realMix).map(x -> x / whole).toArray();
    }
    double all = sum;
    return Arrays.stream(mended).map(x -> x / all).toArray();
}
