// A mark for each column, set by any entry that means it.
String[] kept(String[] columns, String[] drop) {
    boolean[] falls = new boolean[columns.length];
    for (int a = 0; a < columns.length; a++) {
        for (int b = 0; b < a; b++) {
            if (columns[a].equals(columns[b])) throw new IllegalArgumentException(columns[a] + " stands twice in the header");
        }
    }
    for (String entry : drop) {
        boolean star = !entry.isEmpty() && entry.charAt(entry.length() - 1) == '*', known = false;
        for (int c = 0; c < columns.length; c++) {
            boolean means = star ? columns[c].regionMatches(0, entry, 0, entry.length() - 1) : columns[c].equals(entry);
            falls[c] |= means;
            known |= means;
        }
        if (!known) throw new IllegalArgumentException("'" + entry + "' means no column");
    }
    List<String> stay = new ArrayList<>();
    for (int c = 0; c < columns.length; c++) if (!falls[c]) stay.add(columns[c]);
    return stay.toArray(new String[0]);
}
