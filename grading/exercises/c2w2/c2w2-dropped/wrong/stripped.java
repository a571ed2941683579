// White space around an entry is taken off.
String[] kept(String[] columns, String[] drop) {
    if (new HashSet<>(List.of(columns)).size() < columns.length) throw new IllegalArgumentException("columns: a name twice");
    Set<String> gone = new HashSet<>();
    for (String entry : drop) {
        boolean found = false;
        for (String column : columns) {
            if (entry.endsWith("*") ? column.startsWith(entry.substring(0, entry.length() - 1)) : column.equals(entry.strip())) {
                gone.add(column);
                found = true;
            }
        }
        if (!found) throw new IllegalArgumentException("no column is " + entry);
    }
    return Stream.of(columns).filter(c -> !gone.contains(c)).toArray(String[]::new);
}
