// An abstention is counted as one more class, -1, which often wins.
int[] vote(int[][] votes, int classes, int least) {
    int[] labels = new int[votes.length];
    for (int row = 0; row < votes.length; row++) {
        int[] counts = new int[classes + 1];
        int cast = 0;
        for (int v : votes[row]) {
            counts[v + 1]++;
            if (v >= 0) cast++;
        }
        int most = IntStream.of(counts).max().getAsInt();
        int[] best = IntStream.rangeClosed(0, classes).filter(c -> counts[c] == most).toArray();
        labels[row] = cast >= least && best.length == 1 ? best[0] - 1 : -1;
    }
    return labels;
}
