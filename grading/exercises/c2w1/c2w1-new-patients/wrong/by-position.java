// The cut alone decides, as in the original course.
int[] sides(String[] patients, int cut) {
    return IntStream.range(0, patients.length)
        .map(row -> row < cut ? 0 : patients[row].isBlank() ? -1 : 1).toArray();
}
