// Asks the winner for the least number of votes.
int[] vote(int[][] votes, int classes, int least) {
    int[] labels = new int[votes.length];
    for (int row = 0; row < votes.length; row++) {
        int[] counts = new int[classes];
        int cast = 0;
        for (int v : votes[row]) {
            if (v >= 0) { counts[v]++; cast++; }
        }
        int best = 0, tied = 0;
        for (int c = 0; c < classes; c++) if (counts[c] > counts[best]) best = c;
        for (int c = 0; c < classes; c++) if (counts[c] == counts[best]) tied++;
        labels[row] = counts[best] < least || tied > 1 ? -1 : best;
    }
    return labels;
}
