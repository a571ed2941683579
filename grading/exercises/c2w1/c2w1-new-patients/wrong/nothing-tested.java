// Every row trains.
int[] sides(String[] patients, int cut) {
    return new int[patients.length];
}
