// The library votes and abstains on ties; rows with too few votes are taken back.
int[] vote(int[][] votes, int classes, int least) {
    if (votes.length == 0) return new int[0];
    int[] labels = MajorityVoter.byLabel(LabelMatrix.of(votes, classes)).predictions(TieBreakPolicy.ABSTAIN);
    for (int row = 0; row < labels.length; row++) {
        if (IntStream.of(votes[row]).filter(v -> v >= 0).count() < least) labels[row] = -1;
    }
    return labels;
}
