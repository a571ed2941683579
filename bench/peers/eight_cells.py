# SPDX-License-Identifier: Apache-2.0
"""A week of two exercises in eight cells of Java, and submissions of it that differ: what both graders are measured with.

No cell trains or waits, so that what is measured is the grader. Every answer runs; some are wrong, and what each must be given is known.
"""
import itertools

import nbformat

WEEK = "c9w9"
NAME = f"{WEEK}-eight-cells"
CHECK = "application/vnd.mlopslabs.check+json"

CELLS = {
    "imports": """\
import io.mlopslabs.notebook.*;
import java.util.function.*;
import java.util.stream.*;
Notebook.init();""",
    "readings": """\
record Reading(String sensor, int hour, double value) {}
var random = new Random(7);
List<Reading> readings = IntStream.range(0, 600)
    .mapToObj(i -> new Reading("sensor " + i % 3, i / 3, 20 + 5 * Math.sin(i / 30.0) + random.nextGaussian()))
    .toList();
readings.size()""",
    "summaries": """\
double[] of(String sensor) {
    return readings.stream().filter(reading -> reading.sensor().equals(sensor)).mapToDouble(Reading::value).toArray();
}
Map<String, DoubleSummaryStatistics> summaries = readings.stream()
    .collect(Collectors.groupingBy(Reading::sensor, TreeMap::new, Collectors.summarizingDouble(Reading::value)));
summaries.forEach((sensor, of) -> System.out.printf("%s: %d readings, mean %.2f%n", sensor, of.getCount(), of.getAverage()));""",
    "windows": """\
class Window<T> {
    private final Deque<T> held = new ArrayDeque<>();
    private final int size;
    Window(int size) { this.size = size; }
    List<T> add(T value) {
        if (held.size() == size) held.removeFirst();
        held.addLast(value);
        return List.copyOf(held);
    }
}
var window = new Window<Double>(24);
double smoothest = DoubleStream.of(of("sensor 1")).boxed()
    .map(window::add)
    .mapToDouble(held -> held.stream().mapToDouble(Double::doubleValue).average().orElse(0))
    .max().orElse(0);
smoothest""",
}


class Exercise:
    """One exercise: its answers by name, each with the points that it is worth, the reference first."""

    def __init__(self, id, entry, call, checks, probes, answers):
        self.id, self.entry, self.call, self.checks, self.probes, self.answers = f"{WEEK}-{id}", entry, call, checks, probes, answers

    def source(self, body):
        return f"{self.entry} {{\n{body}\n}}"

    def yaml(self):
        return f"""\
id: {self.id}
week: {WEEK}
points: 2
entry: {self.entry}
needs: [{", ".join([*CELLS, self.id])}]
probes:
{self.probes}hints:
  - say: Some value comes out wrong.
"""


EXERCISES = [
    Exercise(
        "cost", "double cost(double[][] counts, double[][] prices)", "cost((double[][]) a[0], (double[][]) a[1])",
        '.near("each count times its price", 47, 1e-12, () -> cost(new double[][] {{6, 2}, {3, 4}}, new double[][] {{0, 4}, {9, 3}}), "go through the tables cell by cell")', """\
  - name: any tables
    points: 1
    inputs: {generator: counts-and-prices, settings: {calls: 40, classes: 6}}
    compare: {absolute: 1.0e-9, relative: 1.0e-9}
  - name: nothing on the diagonal
    points: 1
    inputs: {cases: {two classes: [[[6, 2], [3, 4]], [[0, 4], [9, 0]]], no classes: [[], []]}}
    compare: exact
""", {
            "loops": (2, """\
    double sum = 0;
    for (int i = 0; i < counts.length; i++) for (int j = 0; j < counts.length; j++) sum += counts[i][j] * prices[i][j];
    return sum;"""),
            "streams": (2, """\
    return IntStream.range(0, counts.length)
        .mapToDouble(i -> IntStream.range(0, counts.length).mapToDouble(j -> counts[i][j] * prices[i][j]).sum())
        .sum();"""),
            "row and column exchanged": (0, """\
    double sum = 0;
    for (int i = 0; i < counts.length; i++) for (int j = 0; j < counts.length; j++) sum += counts[i][j] * prices[j][i];
    return sum;"""),
            "no diagonal": (1, """\
    double sum = 0;
    for (int i = 0; i < counts.length; i++) for (int j = 0; j < counts.length; j++) if (i != j) sum += counts[i][j] * prices[i][j];
    return sum;"""),
        }),
    Exercise(
        "run", "int longestRun(double[] readings, double line)", "longestRun((double[]) a[0], (double) a[1])",
        '.near("a reading on the line counts", 3, 0, () -> longestRun(new double[] {1, 5, 1, 4, 8, 9, 2, 4}, 4), "what ends a run?")', """\
  - name: runs
    points: 1
    inputs: {cases: {two runs: [[1, 5, 6, 2, 7, 8, 9], 4], no reading: [[], 1]}}
    compare: exact
  - name: on the line
    points: 1
    inputs: {cases: {two of three: [[4, 4, 1], 4]}}
    compare: exact
""", {
            "counter": (2, """\
    int longest = 0, run = 0;
    for (double reading : readings) {
        run = reading >= line ? run + 1 : 0;
        longest = Math.max(longest, run);
    }
    return longest;"""),
            "above the line only": (1, """\
    int longest = 0, run = 0;
    for (double reading : readings) {
        run = reading > line ? run + 1 : 0;
        longest = Math.max(longest, run);
    }
    return longest;"""),
            "no run but a count": (1, "    return (int) DoubleStream.of(readings).filter(reading -> reading >= line).count();"),
        }),
]


def source():
    """The instructor's notebook, for both graders."""
    def marks(id, **what):
        return {"nbgrader": {"schema_version": 3, "grade_id": id, "grade": False, "locked": False, "solution": False, "task": False, **what}}

    cells = [nbformat.v4.new_code_cell(text, id=name) for name, text in CELLS.items()]
    for exercise in EXERCISES:
        _, body = next(iter(exercise.answers.values()))
        cells.append(nbformat.v4.new_code_cell(exercise.source(f"    // BEGIN SOLUTION\n{body}\n    // END SOLUTION"), id=exercise.id,
                                               metadata=marks(exercise.id, solution=True)))
        checks = f"{exercise.id}-checks"
        cells.append(nbformat.v4.new_code_cell(f"""\
Check.exercise("{exercise.id}")
    {exercise.checks}
    .report();
// BEGIN HIDDEN TESTS
io.mlopslabs.notebook.Probe.calls("{exercise.id}", a -> {exercise.call});
// END HIDDEN TESTS""", id=checks, metadata={**marks(checks, grade=True, locked=True, points=2), "course": {"needs": [*CELLS, exercise.id]}}))
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": {"display_name": "Java", "language": "java", "name": "java"},
                                                           "language_info": {"name": "Java", "file_extension": ".jshell"}})


def submissions(released, number):
    """{student: (notebook, {grade_id: points})}: all pairs of answers in turn, each with the student's name in it."""
    pairs = itertools.cycle(itertools.product(*(exercise.answers.values() for exercise in EXERCISES)))
    found = {}
    for i, pair in zip(range(1, number + 1), pairs):
        student, notebook = f"student-{i:03}", nbformat.from_dict(released)
        for exercise, (_, body) in zip(EXERCISES, pair):
            next(cell for cell in notebook.cells if cell.id == exercise.id).source = exercise.source(f"    // {student}\n{body}")
        found[student] = notebook, {exercise.id: points for exercise, (points, _) in zip(EXERCISES, pair)}
    return found
