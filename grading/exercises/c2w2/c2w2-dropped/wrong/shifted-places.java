// Names are removed by their places, and the places shift: the one after a removed name is not looked at.
String[] kept(String[] columns, String[] drop) {
    if (Stream.of(columns).distinct().count() < columns.length) throw new IllegalArgumentException("twice");
    List<String> stay = new ArrayList<>(List.of(columns));
    for (String entry : drop) {
        String start = entry.endsWith("*") ? entry.substring(0, entry.length() - 1) : null;
        Predicate<String> meant = column -> start == null ? column.equals(entry) : column.startsWith(start);
        if (Stream.of(columns).noneMatch(meant)) throw new IllegalArgumentException("no column is " + entry);
        for (int c = 0; c < stay.size(); c++) {
            if (meant.test(stay.get(c))) stay.remove(c);
        }
    }
    return stay.toArray(new String[0]);
}
