// Each reason is a rule over a row, tried one after the other.
String[] reasons(String[] damage, String[] speed, String[] domain, int tolerated, int most) {
    var known = new HashSet<>(List.of(domain));
    var given = Stream.of(damage).filter(d -> d.length() > 0).toList();
    var share = new BigDecimal(given.stream().filter(d -> !known.contains(d)).count()).multiply(new BigDecimal(100));
    boolean over = share.compareTo(new BigDecimal(tolerated).multiply(new BigDecimal(given.size()))) > 0;
    Pattern number = Pattern.compile("-?[0-9]+(?:[.][0-9]+)?");
    Map<String, IntPredicate> rules = new LinkedHashMap<>();
    rules.put("damage missing", row -> damage[row].equals(""));
    rules.put("damage unknown", row -> over && given.contains(damage[row]) && !known.contains(damage[row]));
    rules.put("speed no number", row -> !speed[row].equals("") && !number.matcher(speed[row]).matches());
    rules.put("speed out of range", row -> number.matcher(speed[row]).matches()
        && (speed[row].startsWith("-") && new BigDecimal(speed[row]).signum() != 0 || new BigDecimal(speed[row]).doubleValue() > most));
    return IntStream.range(0, damage.length).mapToObj(row -> rules.entrySet().stream()
        .filter(rule -> rule.getValue().test(row)).map(Map.Entry::getKey).collect(Collectors.joining("; ")))
        .toArray(String[]::new);
}
