// Each entry looks only at the columns that the ones before have left.
String[] kept(String[] columns, String[] drop) {
    if (new HashSet<>(List.of(columns)).size() < columns.length) throw new IllegalArgumentException("columns: a name twice");
    List<String> left = new ArrayList<>(List.of(columns));
    for (String entry : new LinkedHashSet<>(List.of(drop))) {
        boolean found = entry.endsWith("*")
            ? left.removeIf(c -> c.startsWith(entry.substring(0, entry.length() - 1))) : left.remove(entry);
        if (!found) throw new IllegalArgumentException("no column is " + entry);
    }
    return left.toArray(new String[0]);
}
