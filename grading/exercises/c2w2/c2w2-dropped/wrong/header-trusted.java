// Two columns of one name are taken as they come.
String[] kept(String[] columns, String[] drop) {
    Set<String> gone = new HashSet<>();
    for (String entry : drop) {
        boolean found = false;
        for (String column : columns) {
            if (entry.endsWith("*") ? column.startsWith(entry.substring(0, entry.length() - 1)) : column.equals(entry)) {
                gone.add(column);
                found = true;
            }
        }
        if (!found) throw new IllegalArgumentException("no column is " + entry);
    }
    return Stream.of(columns).filter(c -> !gone.contains(c)).toArray(String[]::new);
}
