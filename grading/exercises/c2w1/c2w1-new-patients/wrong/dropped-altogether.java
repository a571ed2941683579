// Patients on both sides lose their early visits too.
int[] sides(String[] patients, int cut) {
    Set<String> before = new HashSet<>(), after = new HashSet<>();
    for (int row = 0; row < patients.length; row++) (row < cut ? before : after).add(patients[row].strip());
    return IntStream.range(0, patients.length).map(row -> {
        String id = patients[row].strip();
        if (id.isEmpty()) return row < cut ? 0 : -1;
        return before.contains(id) && after.contains(id) ? -1 : row < cut ? 0 : 1;
    }).toArray();
}
