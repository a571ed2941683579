// Columns that begin alike are neighbours in a sorted set.
String[] kept(String[] columns, String[] drop) {
    NavigableSet<String> names = new TreeSet<>(Arrays.asList(columns));
    if (names.size() != columns.length) throw new IllegalArgumentException("two columns of one name");
    Set<String> gone = new TreeSet<>();
    for (String entry : drop) {
        if (entry.endsWith("*")) {
            String start = entry.substring(0, entry.length() - 1);
            int before = gone.size(), met = 0;
            for (String name : names.tailSet(start, true)) {
                if (!name.startsWith(start)) break;
                gone.add(name);
                met++;
            }
            if (met == 0) throw new IllegalArgumentException(entry);
        } else if (names.contains(entry)) {
            gone.add(entry);
        } else {
            throw new IllegalArgumentException(entry);
        }
    }
    return Arrays.stream(columns).filter(Predicate.not(gone::contains)).toArray(String[]::new);
}
