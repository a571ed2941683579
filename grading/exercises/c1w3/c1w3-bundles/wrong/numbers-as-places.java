// Takes the numbers for places in an array as long as the rows.
int root(int[] up, int row) {
    return up[row] == row ? row : root(up, up[row]);
}

int[] bundles(int[] senders, int[] texts) {
    int[] up = IntStream.range(0, senders.length).toArray();
    int[] firstOfSender = new int[senders.length], firstOfText = new int[senders.length];
    Arrays.fill(firstOfSender, -1);
    Arrays.fill(firstOfText, -1);
    for (int row = 0; row < senders.length; row++) {
        if (firstOfText[texts[row]] < 0) firstOfText[texts[row]] = row;
        int a = root(up, row), b = root(up, firstOfText[texts[row]]);
        up[Math.max(a, b)] = Math.min(a, b);
        if (senders[row] < 0) continue;
        if (firstOfSender[senders[row]] < 0) firstOfSender[senders[row]] = row;
        a = root(up, row);
        b = root(up, firstOfSender[senders[row]]);
        up[Math.max(a, b)] = Math.min(a, b);
    }
    return IntStream.range(0, up.length).map(row -> root(up, row)).toArray();
}
