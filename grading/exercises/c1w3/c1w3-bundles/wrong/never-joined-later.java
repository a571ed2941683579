// A row goes into the first bundle that it fits; two bundles that it connects stay two.
int[] bundles(int[] senders, int[] texts) {
    int[] bundle = new int[senders.length];
    for (int i = 0; i < senders.length; i++) {
        bundle[i] = i;
        for (int j = 0; j < i; j++) {
            if (texts[i] == texts[j] || senders[i] >= 0 && senders[i] == senders[j]) { bundle[i] = bundle[j]; break; }
        }
    }
    return bundle;
}
