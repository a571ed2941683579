# SPDX-License-Identifier: Apache-2.0
"""Sphinx: anchors that survive reordering, and mathematics as MathML, which needs no script."""
import re

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.util import logging

from weeks import slug

log = logging.getLogger(__name__)
UNKNOWN = re.compile(r"<mi>(\\\w+)</mi>")


def anchors(app, doctree):
    """A section is named by an exercise's id, which stands before it, or by its words; a cell by its own id."""
    seen = set()
    for section in doctree.findall(nodes.section):
        given = [i for i in section["ids"] if re.match(r"c\d+w\d+-", i)]
        name = given[0] if given else slug(section[0].astext())
        if name in seen or not name:
            log.warning("two headings of this page are called %r; rename one, or its permalink leads to the other", name, location=section[0])
        seen.add(name)
        section["ids"] = [name]
    for target in doctree.findall(nodes.target):
        target["ids"] = [i for i in target["ids"] if i not in seen]
    for cell in doctree.findall(nodes.container):
        for name in [c.removeprefix("tag_course-cell-") for c in cell.get("classes", []) if c.startswith("tag_course-cell-")]:
            cell["ids"].append("cell-" + name)


def mathml(latex, display, location=None):
    text = convert(latex, display="block" if display else "inline")
    for command in UNKNOWN.findall(text):
        log.warning("the formula %r has %s, which latex2mathml does not know; write it in another way", latex, command, location=location)
    return text


def visit_math(self, node):
    self.body.append(mathml(node.astext(), False, node))
    raise nodes.SkipNode


def visit_display(self, node):
    self.body.append(f'<div class="math" tabindex="0" role="region" aria-label="Formula">{mathml(node.astext(), True, node)}</div>\n')
    raise nodes.SkipNode


def setup(app):
    app.connect("doctree-read", anchors, priority=100)  # before Sphinx collects the tables of contents
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_display, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
