// Sender and text must be equal at once.
int[] bundles(int[] senders, int[] texts) {
    int[] bundle = IntStream.range(0, senders.length).toArray();
    boolean moved = true;
    while (moved) {
        moved = false;
        for (int i = 0; i < senders.length; i++) {
            for (int j = 0; j < senders.length; j++) {
                boolean alike = texts[i] == texts[j] && senders[i] >= 0 && senders[i] == senders[j];
                if (alike && bundle[j] < bundle[i]) { bundle[i] = bundle[j]; moved = true; }
            }
        }
    }
    return bundle;
}
