// Ids are compared as they stand in the file.
int[] sides(String[] patients, int cut) {
    Set<String> before = new HashSet<>();
    int[] side = new int[patients.length];
    for (int row = 0; row < patients.length; row++) {
        if (row < cut) before.add(patients[row]);
        else side[row] = patients[row].isBlank() || before.contains(patients[row]) ? -1 : 1;
    }
    return side;
}
