// Each fold gets a table of its own, without the rows that it tests.
double[] honest(double[][] x, int[] y, int[] fold, int most) {
    List<Boolean> found = new ArrayList<>();
    BitSet always = new BitSet();
    always.set(0, x[0].length);
    for (int f = 0; f <= IntStream.of(fold).max().getAsInt(); f++) {
        List<double[]> train = new ArrayList<>(), test = new ArrayList<>();
        List<Integer> labels = new ArrayList<>(), due = new ArrayList<>();
        for (int row = 0; row < y.length; row++) {
            (fold[row] == f ? test : train).add(x[row].clone());
            (fold[row] == f ? due : labels).add(y[row]);
        }
        if (test.isEmpty()) continue;
        double[][] part = train.toArray(new double[0][]);
        int[] known = labels.stream().mapToInt(l -> l).toArray(), all = IntStream.range(0, known.length).toArray();
        int[] columns = best(part, known, all, most);
        BitSet here = new BitSet();
        for (int c : columns) here.set(c);
        always.and(here);
        for (int t = 0; t < test.size(); t++) found.add(nearest(part, known, all, columns, test.get(t)) == due.get(t));
    }
    return new double[] {Collections.frequency(found, true) / (double) found.size(), always.cardinality()};
}
