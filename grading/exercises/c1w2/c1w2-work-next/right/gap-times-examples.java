// As the definition reads: a gap, times its examples, by days.
record Tag(int number, double perDay, int days) {}

int[] workNext(int[] examples, int[] wrong, double[] ceiling, int[] days) {
    var worth = new ArrayList<Tag>();
    for (int t = 0; t < examples.length; t++) {
        if (examples[t] == 0) continue;
        double accuracy = 1 - (double) wrong[t] / examples[t];
        double gain = (ceiling[t] - accuracy) * examples[t];
        if (gain > 0) worth.add(new Tag(t, gain / days[t], days[t]));
    }
    worth.sort(Comparator.comparingDouble(Tag::perDay).reversed().thenComparingInt(Tag::days).thenComparingInt(Tag::number));
    return worth.stream().mapToInt(Tag::number).toArray();
}
