// Only the first visit of a new patient is tested.
int[] sides(String[] patients, int cut) {
    Set<String> seen = new HashSet<>(Set.of(""));
    int[] side = new int[patients.length];
    for (int row = 0; row < patients.length; row++) {
        boolean first = seen.add(patients[row].strip());
        side[row] = row < cut ? 0 : first ? 1 : -1;
    }
    return side;
}
