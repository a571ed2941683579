// A class wins if it has more votes than each other class.
long count(int[] row, int c) {
    return IntStream.of(row).filter(v -> v == c).count();
}

int[] vote(int[][] votes, int classes, int least) {
    return Stream.of(votes).mapToInt(row -> {
        if (row.length - count(row, -1) < least) return -1;
        return IntStream.range(0, classes)
            .filter(c -> IntStream.range(0, classes).allMatch(d -> d == c || count(row, c) > count(row, d)))
            .findFirst().orElse(-1);
    }).toArray();
}
