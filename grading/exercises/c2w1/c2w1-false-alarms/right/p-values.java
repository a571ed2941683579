// A p-value by exact fractions for each column, held against Bonferroni's level.
boolean rarer(int asHigh, int of, int oneIn) {
    return BigInteger.valueOf(asHigh).multiply(BigInteger.valueOf(oneIn)).compareTo(BigInteger.valueOf(of)) <= 0;
}

boolean[] alarms(double[][] quiet, double[] today, int days) {
    var rings = new boolean[quiet.length];
    Arrays.fill(rings, false);
    for (int c = 0; c < quiet.length; c++) {
        var with = new ArrayList<Double>();
        for (double q : quiet[c]) with.add(q);
        with.add(today[c]);
        with.sort(Comparator.reverseOrder());
        rings[c] = rarer(with.lastIndexOf(today[c]) + 1, with.size(), quiet.length * days);
    }
    return rings;
}
