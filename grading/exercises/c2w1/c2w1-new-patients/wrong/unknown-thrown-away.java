// Rows without a patient do not train either.
int[] sides(String[] patients, int cut) {
    Set<String> before = new HashSet<>();
    int[] side = new int[patients.length];
    for (int row = 0; row < patients.length; row++) {
        String id = patients[row].strip();
        if (row < cut) before.add(id);
        side[row] = id.isEmpty() ? -1 : row < cut ? 0 : before.contains(id) ? -1 : 1;
    }
    return side;
}
