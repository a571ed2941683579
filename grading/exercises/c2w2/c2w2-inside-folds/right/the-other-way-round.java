// Row by row: the training rows of a row's fold are found anew for each row.
int[] others(int[] fold, int f) {
    List<Integer> rows = new ArrayList<>();
    for (int row = fold.length - 1; row >= 0; row--) if (fold[row] != f) rows.add(row);
    return rows.stream().mapToInt(Integer::intValue).toArray();
}

double[] honest(double[][] x, int[] y, int[] fold, int most) {
    Map<Integer, Set<Integer>> chosen = new TreeMap<>();
    int tested = 0, right = 0;
    for (int row = 0; row < y.length; row++) {
        if (fold[row] < 0) continue;
        int[] train = others(fold, fold[row]), columns = best(x, y, train, most);
        chosen.put(fold[row], IntStream.of(columns).boxed().collect(Collectors.toSet()));
        tested++;
        right += nearest(x, y, train, columns, x[row]) == y[row] ? 1 : 0;
    }
    Set<Integer> always = new HashSet<>(chosen.values().iterator().next());
    chosen.values().forEach(always::retainAll);
    return new double[] {right / (double) tested, always.size()};
}
