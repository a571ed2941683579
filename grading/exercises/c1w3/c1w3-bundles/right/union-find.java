// Each number remembers its last row; rows that meet there become one set.
int root(int[] up, int row) {
    return up[row] == row ? row : root(up, up[row]);
}

int[] bundles(int[] senders, int[] texts) {
    int[] up = IntStream.range(0, senders.length).toArray();
    Map<Integer, Integer> bySender = new HashMap<>(), byText = new HashMap<>();
    for (int row = 0; row < senders.length; row++) {
        Integer same = senders[row] < 0 ? null : bySender.put(senders[row], row), copy = byText.put(texts[row], row);
        for (Integer other : Arrays.asList(same, copy)) {
            if (other == null) continue;
            int a = root(up, row), b = root(up, other);
            up[Math.max(a, b)] = Math.min(a, b);
        }
    }
    return IntStream.range(0, up.length).map(row -> root(up, row)).toArray();
}
