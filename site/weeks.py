# SPDX-License-Identifier: Apache-2.0
"""The weeks: what course-map.md says of them, and the page of each that has a notebook.

A page is the learner's copy with what the instructor's run printed beside each cell; an answer has none. The instructor's page has the
source instead of the copy.
"""
import base64
import collections
import html
import json
import pathlib
import re
import xml.etree.ElementTree as ElementTree

import nbformat

Week = collections.namedtuple("Week", "id number title state notebook packages goal original exercises")
NUMBER = re.compile(r"^(?:\d+|Exercise \d+|Week \d+)\s*[·:.]?\s+")
CHECK = "application/vnd.mlopslabs.check+json"


class Problem(Exception):
    """Something that a person must mend; the message says what."""


def weeks(course_map):
    """The rows of the table in course-map.md."""
    rows = [l for l in course_map.read_text().splitlines() if re.match(r"\| c\d+w\d+ ", l)]
    found = []
    for number, row in enumerate(rows, 1):
        cells = [c.strip() for c in row.strip("|").split(" | ")]
        if len(cells) != 8:
            raise Problem(f"course-map.md: the row of {cells[0]} has {len(cells)} cells, not 8; mend it")
        link = re.match(r"\[(.+?)\]", cells[3])
        found.append(Week(cells[0].strip(), number, cells[1], cells[2], link[1] if link else "", cells[4].split(", "), cells[5], cells[6],
                          [] if cells[7].strip() == "none yet" else re.findall(r"`(.+?)`", cells[7])))
    return found


def slug(heading):
    """The anchor of a heading: its words without its number, so that it survives when others are put before it."""
    return re.sub(r"[^a-z0-9]+", "-", NUMBER.sub("", heading).lower()).strip("-")


class Page:
    """One week's page, as a notebook for MyST-NB; figures go to files of their own."""

    def __init__(self, week, shown, executed, run, figures, types, is_instructors):
        self.week, self.run, self.figures, self.types = week, run, figures, types
        self.shown, self.is_instructors = nbformat.read(shown, 4), is_instructors
        self.outputs = {c.id: c.get("outputs", []) for c in nbformat.read(executed, 4).cells}
        self.warnings = []

    def notebook(self):
        for cell in self.shown.cells:
            self.cell(cell)
        first = self.shown.cells[0]
        heading, _, rest = first.source.partition("\n")
        if not re.match(r"# Week \d+ · ", heading):
            raise Problem(f"{self.week.notebook}: the first cell must begin with `# Week {self.week.number} · ` and a title")
        first.source = f"{heading}\n\n{self.facts()}\n\n{rest}"
        self.shown.cells.append(nbformat.v4.new_markdown_cell(self.library_used(), id="library"))
        self.shown.metadata["mystnb"] = {"execution_mode": "off"}
        return self.shown

    def cell(self, cell):
        grading = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "markdown":
            if grading.get("grade_id", "").endswith("-task"):
                cell.source = f"({grading['grade_id'].removesuffix('-task')})=\n{cell.source}"
            return
        tags = ["course-cell-" + cell.id]
        if grading.get("solution"):
            tags.append("course-answer")
        elif grading.get("grade"):
            tags.append("course-checks")
        cell.metadata["tags"] = tags
        keeps = not grading.get("solution") or self.is_instructors
        cell.outputs = [self.output(o, f"{self.week.id}-{cell.id}-{n}", cell) for n, o in enumerate(self.outputs.get(cell.id, []), 1)] if keeps else []

    def output(self, output, name, cell):
        if output.output_type not in ("display_data", "execute_result"):
            return output
        data = output.data
        words = data.get("text/plain", "")
        if "image/svg+xml" in data:
            words, size = described(data["image/svg+xml"])
            page = self.figure(name + ".svg", data["image/svg+xml"].encode(), words, size)
        elif "image/png" in data:
            content = base64.b64decode(data["image/png"])
            page = self.figure(name + ".png", content, words, (int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")))
        else:
            return nbformat.v4.new_output(output.output_type, {k: v for k, v in data.items() if k != CHECK}, execution_count=None) \
                if output.output_type == "execute_result" else nbformat.v4.new_output("display_data", {k: v for k, v in data.items() if k != CHECK})
        if not words.strip() or re.match(r"[\w.$]+@[0-9a-f]+$", words.strip()):
            self.warnings.append(f"{self.week.notebook}: the picture of cell {cell.id} has no words; give it a title and a description")
        return nbformat.v4.new_output("display_data", {"text/html": page})

    def figure(self, name, content, words, size):
        self.figures.mkdir(parents=True, exist_ok=True)
        (self.figures / name).write_bytes(content)
        width, height = size
        return (f'<a class="figure" href="figures/{name}"><img src="figures/{name}" width="{width}" height="{height}" loading="lazy"'
                f' alt="{html.escape(" ".join(words.split()), quote=True)}"></a>')

    def library_used(self):
        """The types of the library that the cells name, as links to their pages."""
        code = "\n".join(c.source for c in self.shown.cells if c.cell_type == "code")
        imported = re.findall(r"^import io\.mlopslabs\.(\w+)\.\*;", code, re.MULTILINE)
        names = set(re.findall(r"\b[A-Z]\w+", code))
        rows = [(room, [n for n in self.types[room] if n in names]) for room in imported if room in self.types]
        lines = "\n".join(f'<li><a href="javadoc/io/mlopslabs/{room}/package-summary.html">{room}</a>: ' + ", ".join(
            f'<a href="javadoc/io/mlopslabs/{room}/{n}.html"><code>{n}</code></a>' for n in used) + "</li>" for room, used in sorted(rows) if used)
        return f"## The library in this week\n\nEach name leads to its javadoc.\n\n<ul class=\"library\">\n{lines}\n</ul>"

    def facts(self):
        """What stands below the title: promise, length, download, and where the outputs come from."""
        week = self.week
        minutes, points = exercise_sums(self.shown.cells)
        run = f"Run on {self.run['date']}, Java {self.run['jdk']}" + (f", commit {self.run['commit']}" if self.run["commit"] else "")
        count = len(week.exercises)
        return f"""<div class="week-facts">
<p class="goal"><strong>You will be able to:</strong> {html.escape(lower_first(week.goal))}.</p>
<ul>
<li>{length(self.shown.cells[0].source, week)}</li>
<li>{count} exercise{'s' if count != 1 else ''}, {points} points, about {minutes} minutes</li>
<li><a class="download" href="notebooks/{week.notebook}" download>Download the notebook</a></li>
<li><a href="_sources/{week.id}.ipynb.txt">Source of this page</a></li>
</ul>
<p class="run">{html.escape(run)}. {'Solutions are shown: for instructors.' if self.is_instructors else
    'Answers are left to you; all other outputs are those of the run.'}</p>
</div>"""


def public_types(library):
    """The public top-level types of each room of labs-lib."""
    found = {}
    for file in sorted((library / "src/main/java/io/mlopslabs").glob("*/*.java")):
        if re.search(rf"^public [\w ]*\b(?:class|interface|record|enum) {file.stem}\b", file.read_text(), re.MULTILINE):
            found.setdefault(file.parent.name, []).append(file.stem)
    return found


def length(title_cell, week):
    """How long a week takes, in the words of its first cell."""
    found = re.search(r"It takes (about [\w ]+?)[,.;]", " ".join(title_cell.split()))
    if not found:
        raise Problem(f"{week.notebook}: the first cell must say `It takes about …,`; the front page and the week's page repeat it")
    return found[1][0].upper() + found[1][1:]


def exercise_sums(cells):
    heads = [m for c in cells if c.cell_type == "markdown" for m in re.findall(r"^### Exercise.*\((\d+(?:\.\d+)?) points?, about (\d+) minutes\)", c.source, re.MULTILINE)]
    return sum(int(m) for _, m in heads), f"{sum(float(p) for p, _ in heads):g}"


def lower_first(text):
    return text[:1].lower() + text[1:]


def described(svg):
    """Title and description of a figure as one text, and its size."""
    root = ElementTree.fromstring(svg)
    parts = [root.findtext("{http://www.w3.org/2000/svg}" + name) or "" for name in ("title", "desc")]
    title, desc = (" ".join(p.split()) for p in parts)
    words = f"{title}. {desc}" if title and desc else ""
    return words, (root.get("width"), root.get("height"))


def front_cards(all_weeks, read_title):
    """The sixteen weeks as cards; one that is not written says what it will be about."""
    parts, seen = [], None
    for week in all_weeks:
        part = week.id[1]
        if part != seen:
            parts.append(("</ol>\n" if seen else "") + f'<h3 class="part" id="part-{part}">Part {part}</h3>\n<ol class="weeks">')
            seen = part
        title = html.escape(week.title)
        written = bool(week.notebook)
        head = f'<a href="{week.id}.html">{title}</a>' if written else title
        facts = " · ".join([f'<span class="state {"ready" if written else "planned"}">{html.escape(week.state)}</span>'] + (read_title(week) if written else []))
        parts.append(f'<li class="week {"ready" if written else "planned"}" id="{week.id}"><p class="number">Week {week.number}</p>'
                     f'<h4>{head}</h4><p class="facts">{facts}</p><p>{html.escape(week.goal)}.</p></li>')
    return "\n".join([*parts, "</ol>"])


def facts_of(notebook, week):
    """Length and exercises of a week, for its card."""
    cells = nbformat.read(notebook, 4).cells
    minutes, points = exercise_sums(cells)
    return [html.escape(length(cells[0].source, week)), f"{len(week.exercises)} exercises"]


def write(notebook, path):
    path.write_text(json.dumps(notebook, ensure_ascii=False))
    return pathlib.Path(path)
