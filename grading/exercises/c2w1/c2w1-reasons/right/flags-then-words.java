// Marks in a table first, words last.
boolean decimal(String text) {
    boolean digits = false, point = false;
    for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c >= '0' && c <= '9') {
            digits = true;
        } else if (c == '.' && digits && !point) {
            point = true;
            digits = false;
        } else {
            return false;
        }
    }
    return digits;
}

String[] reasons(String[] damage, String[] speed, String[] domain, int tolerated, int most) {
    String[] words = {"damage missing", "damage unknown", "speed no number", "speed out of range"};
    boolean[][] marks = new boolean[damage.length][4];
    int present = 0, off = 0;
    for (int row = 0; row < damage.length; row++) {
        marks[row][0] = damage[row].isEmpty();
        marks[row][1] = !marks[row][0] && !Arrays.asList(domain).contains(damage[row]);
        present += marks[row][0] ? 0 : 1;
        off += marks[row][1] ? 1 : 0;
        marks[row][2] = !speed[row].isEmpty() && !decimal(speed[row]);
        if (decimal(speed[row])) {
            var value = new BigDecimal(speed[row]);
            marks[row][3] = value.signum() < 0 || value.compareTo(BigDecimal.valueOf(most)) > 0;
        }
    }
    boolean silent = 100 * off <= tolerated * present;
    return Stream.of(marks).map(m -> IntStream.range(0, 4).filter(k -> m[k] && !(k == 1 && silent))
        .mapToObj(k -> words[k]).collect(Collectors.joining("; "))).toArray(String[]::new);
}
