// Case and outer spaces are overlooked.
String[] reasons(String[] damage, String[] speed, String[] domain, int tolerated, int most) {
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    known.addAll(List.of(domain));
    long present = Stream.of(damage).filter(d -> !d.isEmpty()).count();
    long off = Stream.of(damage).filter(d -> !d.isEmpty() && !known.contains(d.strip())).count();
    boolean report = off * 100 > tolerated * present;
    String[] all = new String[damage.length];
    for (int row = 0; row < damage.length; row++) {
        String d = damage[row], s = speed[row];
        boolean number = s.matches("-?\\d+(\\.\\d+)?");
        StringJoiner of = new StringJoiner("; ");
        if (d.isEmpty()) of.add("damage missing");
        if (!d.isEmpty() && report && !known.contains(d.strip())) of.add("damage unknown");
        if (!s.isEmpty() && !number) of.add("speed no number");
        if (number && (Double.parseDouble(s) < 0 || Double.parseDouble(s) > most)) of.add("speed out of range");
        all[row] = of.toString();
    }
    return all;
}
