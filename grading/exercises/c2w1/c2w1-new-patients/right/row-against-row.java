// Each row from the cut on is held against every row before it; slow, and right.
boolean sameKnown(String a, String b) {
    return !a.isBlank() && a.strip().equals(b.strip());
}

int[] sides(String[] patients, int cut) {
    int[] side = new int[patients.length];
    for (int row = cut; row < patients.length; row++) {
        side[row] = patients[row].isBlank() ? -1 : 1;
        for (int early = 0; early < cut; early++) {
            if (sameKnown(patients[row], patients[early])) side[row] = -1;
        }
    }
    return side;
}
