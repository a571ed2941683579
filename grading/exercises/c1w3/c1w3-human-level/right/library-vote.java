// The library votes, with the annotator silenced, and abstains where the others are split.
double[] humanLevel(int[][] given, int annotators) {
    double[] shares = new double[annotators];
    Arrays.fill(shares, Double.NaN);
    if (given.length == 0) return shares;
    int classes = Math.max(2, Stream.of(given).flatMapToInt(IntStream::of).max().getAsInt() + 1);
    for (int a = 0; a < annotators; a++) {
        int me = a;
        int[][] others = Stream.of(given).map(int[]::clone).toArray(int[][]::new);
        for (int[] item : others) item[me] = -1;
        var vote = MajorityVoter.byLabel(LabelMatrix.of(others, classes));
        int[] theirs = vote.predictions(TieBreakPolicy.ABSTAIN);
        int[] counted = IntStream.range(0, given.length).filter(i -> given[i][me] >= 0 && theirs[i] >= 0).toArray();
        long right = IntStream.of(counted).filter(i -> given[i][me] == theirs[i]).count();
        if (counted.length > 0) shares[a] = (double) right / counted.length;
    }
    return shares;
}
