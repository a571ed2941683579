// With few quiet days the highest of them is taken, though it proves no such rarity.
boolean[] alarms(double[][] quiet, double[] today, int days) {
    boolean[] rings = new boolean[today.length];
    for (int c = 0; c < today.length; c++) {
        double limit = today[c];
        long higher = DoubleStream.of(quiet[c]).filter(q -> q >= limit).count();
        int allowed = Math.max(1, (1 + quiet[c].length) / (today.length * days));
        rings[c] = higher + 1 <= allowed;
    }
    return rings;
}
