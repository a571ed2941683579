// A beginning that no column has is passed over.
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
        if (!found && !entry.endsWith("*")) throw new IllegalArgumentException("no column is " + entry);
    }
    return Stream.of(columns).filter(c -> !gone.contains(c)).toArray(String[]::new);
}
