// Starts at the lowest row without a bundle and walks to everything that hangs on it.
int[] bundles(int[] senders, int[] texts) {
    int[] bundle = new int[senders.length];
    Arrays.fill(bundle, -1);
    for (int start = 0; start < bundle.length; start++) {
        var open = new ArrayDeque<Integer>(bundle[start] < 0 ? List.of(start) : List.of());
        while (!open.isEmpty()) {
            int row = open.pop();
            bundle[row] = start;
            for (int next = 0; next < bundle.length; next++) {
                boolean alike = texts[next] == texts[row] || senders[row] != -1 && senders[next] == senders[row];
                if (alike && bundle[next] < 0) open.push(next);
            }
        }
    }
    return bundle;
}
