# SPDX-License-Identifier: Apache-2.0
"""How pages are made, and that the checks of a build see what is wrong; no browser."""
import contextlib
import functools
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import unittest
import urllib.error
import urllib.request
from unittest import mock

import nbformat

import build
import checks
import course_site
import finish
import house
import weeks

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROW = "| c1w1 | A title | complete | [c1w1-a.ipynb](notebooks/c1w1-a.ipynb) | data, statistics | Do it | Did it | `c1w1-half` |"


class CourseMap(unittest.TestCase):
    def test_a_row_is_a_week(self):
        with tempfile.TemporaryDirectory() as folder:
            (file := pathlib.Path(folder) / "map.md").write_text(f"| week | title |\n|---|---|\n{ROW}\n")
            self.assertEqual(weeks.weeks(file), [weeks.Week("c1w1", 1, "A title", "complete", "c1w1-a.ipynb", ["data", "statistics"], "Do it", "Did it", ["c1w1-half"])])

    def test_a_row_with_a_cell_too_few_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            (file := pathlib.Path(folder) / "map.md").write_text(ROW.replace(" | Did it", "") + "\n")
            with self.assertRaisesRegex(weeks.Problem, "^course-map.md: the row of c1w1 has 7 cells, not 8; mend it$"):
                weeks.weeks(file)

    def test_the_front_page_has_a_card_for_each_of_the_sixteen_weeks(self):
        cards = weeks.front_cards(weeks.weeks(ROOT / "course-map.md"), lambda week: [])
        self.assertEqual(re.findall(r'id="(c\dw\d)"', cards), [f"c{c}w{w}" for c, n in ((1, 3), (2, 4), (3, 5), (4, 4)) for w in range(1, n + 1)])


class Anchors(unittest.TestCase):
    def test_a_heading_is_called_by_its_words_whatever_stands_before_it(self):
        self.assertEqual(weeks.slug("3 A model, and a verdict on it"), "a-model-and-a-verdict-on-it")
        self.assertEqual(weeks.slug("13 A model, and a verdict on it"), "a-model-and-a-verdict-on-it")
        self.assertEqual(weeks.slug("Exercise 2 · Choose the confidence"), "choose-the-confidence")


class Page(unittest.TestCase):
    """A week of four cells; the folders live as long as a test."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.week = weeks.Week("c1w1", 1, "A title", "complete", "c1w1-a.ipynb", ["data"], "Do it", "Did it", ["c1w1-half"])

    def page(self, output, is_instructors=False):
        flags = {"schema_version": 3, "locked": False, "grade": False, "solution": True, "task": False, "grade_id": "c1w1-half"}
        cells = [nbformat.v4.new_markdown_cell("# Week 1 · A title\n\nIt takes about an hour, or less.", id="title"),
                 nbformat.v4.new_markdown_cell("### Exercise 1 · Half (2.5 points, about 8 minutes)", id="task", metadata={"nbgrader": {**flags, "grade_id": "c1w1-half-task"}}),
                 nbformat.v4.new_code_cell("// answer", id="answer", metadata={"nbgrader": flags}, outputs=[output]),
                 nbformat.v4.new_code_cell("import io.mlopslabs.data.*;\nDatasets.images()", id="look", outputs=[output])]
        executed = nbformat.v4.new_notebook(cells=cells)
        shown = nbformat.from_dict(json.loads(json.dumps(executed)))
        for cell in shown.cells:
            if cell.cell_type == "code":
                cell.outputs = []
        for name, notebook in {"executed": executed, "shown": shown}.items():
            nbformat.write(notebook, self.folder / f"{name}.ipynb")
        run = {"date": "2026-01-02", "jdk": "17.0.1 (Somebody)", "commit": "abc"}
        return weeks.Page(self.week, self.folder / "shown.ipynb", self.folder / "executed.ipynb", run, self.folder / "figures", {"data": ["Datasets", "Other"]}, is_instructors)

    def picture(self, title="A chart", desc="It rises."):
        parts = (f"<title>{title}</title>" if title else "") + (f"<desc>{desc}</desc>" if desc else "")
        return nbformat.v4.new_output("execute_result", {"image/svg+xml": f'<svg xmlns="http://www.w3.org/2000/svg" width="72" height="34">{parts}</svg>', "text/plain": "A chart"})

    def cells(self, page):
        return {c.id: c for c in page.notebook().cells}

    def test_an_answer_has_no_output_and_the_other_cells_have_theirs(self):
        cells = self.cells(self.page(nbformat.v4.new_output("stream", text="printed")))
        self.assertEqual(cells["answer"].outputs, [])
        self.assertEqual(cells["look"].outputs[0].text, "printed")

    def test_the_instructors_page_has_all(self):
        cells = self.cells(self.page(nbformat.v4.new_output("stream", text="printed"), is_instructors=True))
        self.assertEqual(cells["answer"].outputs[0].text, "printed")

    def test_a_figure_is_a_file_described_by_its_own_words(self):
        page = self.page(self.picture())
        shown = self.cells(page)["look"].outputs[0].data["text/html"]
        self.assertIn('alt="A chart. It rises."', shown)
        self.assertIn('width="72" height="34"', shown)
        self.assertTrue((self.folder / "figures" / "c1w1-look-1.svg").exists())
        self.assertEqual(page.warnings, [])

    def test_a_figure_without_words_is_named(self):
        page = self.page(self.picture(desc=""))
        page.notebook()
        self.assertEqual(page.warnings, ["c1w1-a.ipynb: the picture of cell look has no words; give it a title and a description"])

    def test_below_the_title_stands_what_a_learner_asks_first(self):
        facts = self.cells(self.page(self.picture()))["title"].source
        for words in ("About an hour", "1 exercise, 2.5 points, about 8 minutes", "Run on 2026-01-02, Java 17.0.1 (Somebody), commit abc", 'href="notebooks/c1w1-a.ipynb" download'):
            self.assertIn(words, facts)

    def test_types_of_the_library_that_the_cells_name_are_listed(self):
        listed = self.cells(self.page(self.picture()))["library"].source
        self.assertIn("javadoc/io/mlopslabs/data/Datasets.html", listed)
        self.assertNotIn("Other", listed)

    def test_an_exercise_is_an_anchor(self):
        self.assertTrue(self.cells(self.page(self.picture()))["task"].source.startswith("(c1w1-half)=\n"))

    def test_a_week_that_does_not_say_how_long_it_takes_is_named(self):
        with self.assertRaisesRegex(weeks.Problem, "^c1w1-a.ipynb: the first cell must say `It takes about …,`; the front page and the week's page repeat it$"):
            weeks.length("It is short.", self.week)


class Checks(unittest.TestCase):
    def problems(self, **files):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                (pathlib.Path(folder) / name.replace("_", ".")).write_text(text)
            return checks.problems(pathlib.Path(folder))

    def test_a_sound_page_has_none(self):
        self.assertEqual(self.problems(a_html='<h1 id="x">x</h1><a href="#x">x</a><a href="b.html#y">y</a><a href="https://example.org/">elsewhere</a>'
                                              '<img src="data:," alt="a dot">', b_html='<p id="y">'), [])

    def test_each_fault_is_one_sentence(self):
        for text, sentence in {
                '<a href="c.html">': "a.html: the link c.html leads to a file that does not exist",
                '<a href="#z">': "a.html: the link #z leads to an anchor that does not exist",
                '<a href="/a.html">': "a.html: the link /a.html begins at the root of a server, so that it breaks below a path and in a file",
                '<img src="a.html">': "a.html: the picture a.html has no alternative text",
                '<script src="https://example.org/x.js"></script>': "a.html: loads https://example.org/x.js, which is not of this site",
                '<p style="background: url(//example.org/x.png)">': "a.html: loads //example.org/x.png, which is not of this site"}.items():
            with self.subTest(text=text):
                self.assertEqual(self.problems(a_html=text), [sentence])

    def test_a_style_sheet_loads_nothing_from_elsewhere(self):
        self.assertEqual(self.problems(a_css='@import "https://example.org/f.css"; p {background: url(data:image/png;base64,AA)}'),
                         ["a.css: loads https://example.org/f.css, which is not of this site"])


class Mathematics(unittest.TestCase):
    def test_a_formula_is_mathml(self):
        self.assertIn("<mfrac>", course_site.mathml(r"\frac{1}{n}\sum_{i=1}^n x_i", True))

    def test_a_command_that_nobody_knows_is_a_warning(self):
        with self.assertLogs("sphinx.course_site", "WARNING") as logs:
            course_site.mathml(r"\nosuchthing x", False)
        self.assertIn(r"\nosuchthing", logs.output[0])


class House(unittest.TestCase):
    def test_the_picture_leads_to_every_room_and_tells_who_uses_whom(self):
        rooms, planned = house.rooms(ROOT / "labs-lib")
        picture = house.picture(rooms)
        self.assertGreater(len(rooms), 8)
        for room in rooms:
            self.assertIn(f'href="javadoc/io/mlopslabs/{room.name}/package-summary.html"', picture)
            self.assertTrue(room.question.endswith(("?", ".")), room.question)
        self.assertNotIn("data", planned)

    def test_what_is_used_through_another_room_is_not_drawn(self):
        rooms = [house.Room("a", "", []), house.Room("b", "", ["a"]), house.Room("c", "", ["a", "b"])]
        self.assertEqual(house.direct(rooms), [("b", "a"), ("c", "b")])
        self.assertEqual(house.levels(rooms), {"a": 0, "b": 1, "c": 3})


    def test_no_box_covers_another(self):
        rooms, _ = house.rooms(ROOT / "labs-lib")
        boxes = [tuple(map(float, b)) for b in re.findall(r'<rect x="([\d.]+)" y="([\d.]+)"', house.picture(rooms))]
        self.assertEqual(len(boxes), len(rooms))
        for n, (x, y) in enumerate(boxes):
            for other_x, other_y in boxes[:n]:
                self.assertTrue(abs(x - other_x) > house.WIDTH or abs(y - other_y) > house.HEIGHT)


class Command(unittest.TestCase):
    """What ./course site answers; the build itself is one that finds a fault."""

    def answer(self, *options):
        with tempfile.TemporaryDirectory() as folder:
            target = pathlib.Path(folder)

            class Faulty:
                name, out = "html", target / "html"
                runs, key = staticmethod(dict), staticmethod(lambda runs: "key")
                build = staticmethod(lambda runs: ["a.html: the link b.html leads to a file that does not exist"])

            out, err = io.StringIO(), io.StringIO()
            with mock.patch.multiple(build, Site=lambda *_: Faulty, TARGET=target), mock.patch.object(sys, "argv", ["site", "--jdk", "x", *options]), \
                    contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                return build.main(), out.getvalue(), err.getvalue(), target

    def test_a_finding_is_said_and_is_an_error_where_strict_asks_for_none(self):
        finding = "a.html: the link b.html leads to a file that does not exist\n"
        code, out, err, target = self.answer()
        self.assertEqual((code, out, err), (0, f"The site is in {target}/html; open {target}/html/index.html\n", finding))
        self.assertEqual(self.answer("--strict")[:3], (1, "", finding + "\n1 finding, and --strict asks for none.\n"))

    def test_serving_answers_with_the_sites_own_page_where_there_is_none(self):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "404.html").write_text("<html><head></head>not here")
            with build.Server(("127.0.0.1", 0), functools.partial(build.Handler, directory=folder)) as server:
                threading.Thread(target=server.serve_forever, daemon=True).start()
                with self.assertRaises(urllib.error.HTTPError) as found:
                    urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/deep/below")
                self.assertEqual((found.exception.code, found.exception.read().decode()), (404, '<html><head><base href="/"></head>not here'))
                found.exception.close()
                server.shutdown()


class Repository(unittest.TestCase):
    def test_a_link_to_what_the_site_has_not_becomes_a_path(self):
        text = finish.from_repository("contributing", "[map](course-map.md) [GPU](labs-lib/GPU.md) [x](https://example.org)")
        self.assertEqual(text, '<a href="index.html">map</a> GPU (`labs-lib/GPU.md`) [x](https://example.org)')


class Unchanged(unittest.TestCase):
    def test_an_unchanged_course_is_not_built_again(self):
        page = ROOT / "target/site/html/index.html"
        java = json.loads((ROOT / ".venv/share/jupyter/kernels/java/kernel.json").read_text())["argv"][0]
        build_site = [sys.executable, str(ROOT / "site/build.py"), "--jdk", str(pathlib.Path(java).parents[1]), "--strict"]
        subprocess.run(build_site, check=True, capture_output=True)
        before = page.stat().st_mtime_ns
        said = subprocess.run(build_site, text=True, capture_output=True)
        self.assertEqual((said.returncode, said.stdout), (0, f"The site is in {page.parent}; open {page}\n"))
        self.assertEqual(page.stat().st_mtime_ns, before)
