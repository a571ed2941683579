// Each patient's first row says which side is theirs.
int[] sides(String[] patients, int cut) {
    Map<String, Integer> first = new HashMap<>();
    for (int row = 0; row < patients.length; row++) first.putIfAbsent(patients[row].strip(), row);
    return IntStream.range(0, patients.length).map(row -> {
        String id = patients[row].strip();
        if (row < cut) return 0;
        return !id.isEmpty() && first.get(id) >= cut ? 1 : -1;
    }).toArray();
}
