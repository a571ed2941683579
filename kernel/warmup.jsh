import io.mlopslabs.notebook.*;
import java.util.stream.*;
Notebook.init();
// ---
int answer = 6 * 7;
answer + 1
// ---
record Point(double x, double y) {
    double norm() { return Math.hypot(x, y); }
}
class Counter {
    private final Map<String, Integer> counts = new TreeMap<>();
    void add(String word) { counts.merge(word, 1, Integer::sum); }
    Map<String, Integer> counts() { return counts; }
}
var counter = new Counter();
for (String word : "to be or not to be".split(" ")) counter.add(word);
System.out.println(counter.counts() + " " + new Point(3, 4).norm());
// ---
double mean(double[] xs) { return Arrays.stream(xs).average().orElseThrow(); }
List<Integer> squares = IntStream.range(0, 10).mapToObj(i -> i * i).collect(Collectors.toList());
System.out.printf("%.3f %s%n", mean(new double[] {1, 2, 3}), squares);
assert squares.size() == 10 : "ten squares";
squares.stream().filter(n -> n % 2 == 0).map(n -> "n" + n).toList()
// ---
try { throw new IllegalArgumentException("as expected"); } catch (IllegalArgumentException e) { System.err.print(""); }
String text = """
    a text block
    """;
switch (text.length()) { case 0 -> System.out.println("empty"); default -> System.out.println(text.strip()); }
// ---
Notebook.display(Charts.line("warm-up", Series.of("loss", 3, 2, 1)));
Tables.of("warm-up", Map.of("a", 1))
// ---
Notebook.display(io.mlopslabs.engine.Engines.report().text());
Check.exercise("warm-up").equal("one is one", 1, () -> 1, "").report();
