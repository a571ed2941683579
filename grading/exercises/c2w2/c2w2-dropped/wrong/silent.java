// An entry that means no column is passed over, as in the original.
String[] kept(String[] columns, String[] drop) {
    if (new HashSet<>(List.of(columns)).size() < columns.length) throw new IllegalArgumentException("columns: a name twice");
    Set<String> gone = new HashSet<>();
    for (String entry : drop) {
        boolean found = false;
        for (String column : columns) {
            if (entry.endsWith("*") ? column.startsWith(entry.substring(0, entry.length() - 1)) : column.equals(entry)) {
                gone.add(column);
                found = true;
            }
        }
    }
    return Stream.of(columns).filter(c -> !gone.contains(c)).toArray(String[]::new);
}
