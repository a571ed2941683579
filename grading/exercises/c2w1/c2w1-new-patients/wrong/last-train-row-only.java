// Compares with the row before, as if the file were ordered by patient.
int[] sides(String[] patients, int cut) {
    int[] side = new int[patients.length];
    for (int row = cut; row < patients.length; row++) {
        String id = patients[row].strip();
        boolean known = cut > 0 && patients[cut - 1].strip().equals(id);
        side[row] = id.isEmpty() || known ? -1 : 1;
    }
    return side;
}
