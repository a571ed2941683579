// All rows without a patient are visits of one.
int[] sides(String[] patients, int cut) {
    Set<String> before = new HashSet<>();
    int[] side = new int[patients.length];
    for (int row = 0; row < patients.length; row++) {
        String id = patients[row].strip();
        if (row < cut) before.add(id);
        else side[row] = before.contains(id) ? -1 : 1;
    }
    return side;
}
