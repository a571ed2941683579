// Whoever has a visit after the cut is tested with all visits.
int[] sides(String[] patients, int cut) {
    Set<String> after = new HashSet<>();
    for (int row = cut; row < patients.length; row++) after.add(patients[row].strip());
    after.remove("");
    return IntStream.range(0, patients.length).map(row -> after.contains(patients[row].strip()) ? 1
        : row < cut ? 0 : -1).toArray();
}
