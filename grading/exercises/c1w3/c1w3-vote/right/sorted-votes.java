// Sorts the votes of a row and goes through the runs of equal ones.
int[] vote(int[][] votes, int classes, int least) {
    int[] labels = new int[votes.length];
    for (int row = 0; row < votes.length; row++) {
        int[] cast = IntStream.of(votes[row]).filter(v -> v >= 0).sorted().toArray();
        int longest = 0, label = -1;
        for (int from = 0, to; from < cast.length; from = to) {
            for (to = from; to < cast.length && cast[to] == cast[from]; ) to++;
            if (to - from == longest) label = -1;
            if (to - from > longest) { longest = to - from; label = cast[from]; }
        }
        labels[row] = cast.length < least ? -1 : label;
    }
    return labels;
}
