// Known patients' later visits train, though they lie after the cut.
int[] sides(String[] patients, int cut) {
    Set<String> before = new HashSet<>();
    int[] side = new int[patients.length];
    for (int row = 0; row < patients.length; row++) {
        String id = patients[row].strip();
        if (row < cut) before.add(id);
        else side[row] = id.isEmpty() ? -1 : before.contains(id) ? 0 : 1;
    }
    return side;
}
