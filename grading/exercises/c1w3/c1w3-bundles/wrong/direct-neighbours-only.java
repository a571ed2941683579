// Looks for the first row that is directly alike and does not follow the chain.
int[] bundles(int[] senders, int[] texts) {
    return IntStream.range(0, senders.length)
        .map(i -> IntStream.rangeClosed(0, i)
            .filter(j -> texts[i] == texts[j] || senders[i] >= 0 && senders[i] == senders[j])
            .findFirst().getAsInt())
        .toArray();
}
