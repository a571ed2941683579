// Senders and texts share one map, so sender 5 meets text 5.
int root(int[] up, int row) {
    return up[row] == row ? row : root(up, up[row]);
}

int[] bundles(int[] senders, int[] texts) {
    int[] up = IntStream.range(0, senders.length).toArray();
    Map<Integer, Integer> seen = new HashMap<>();
    for (int row = 0; row < senders.length; row++) {
        for (int number : new int[] {senders[row], texts[row]}) {
            Integer other = number < 0 ? null : seen.put(number, row);
            if (other == null) continue;
            int a = root(up, row), b = root(up, other);
            up[Math.max(a, b)] = Math.min(a, b);
        }
    }
    return IntStream.range(0, up.length).map(row -> root(up, row)).toArray();
}
