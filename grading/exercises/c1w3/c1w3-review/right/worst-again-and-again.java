// Collects the suspects, then takes the least believed one as often as the budget allows.
int[] toReview(int[] labels, double[][] probs, int budget) {
    var suspects = new ArrayList<Integer>();
    for (int i = 0; i < labels.length; i++) {
        int best = probs[i].length - 1;
        for (int k = probs[i].length - 1; k >= 0; k--) if (probs[i][k] >= probs[i][best]) best = k;
        double sum = 0;
        int n = 0;
        for (int j = 0; j < labels.length; j++) if (labels[j] == best) { sum += probs[j][best]; n++; }
        if (best != labels[i] && n > 0 && probs[i][best] >= sum / n) suspects.add(i);
    }
    int[] first = new int[Math.min(budget, suspects.size())];
    for (int place = 0; place < first.length; place++) {
        int worst = suspects.get(0);
        for (int i : suspects) if (probs[i][labels[i]] < probs[worst][labels[worst]]) worst = i;
        first[place] = worst;
        suspects.remove((Integer) worst);
    }
    return first;
}
