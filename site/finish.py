# SPDX-License-Identifier: Apache-2.0
"""What Sphinx leaves to do on the built pages: links from code to the library, what a keyboard and a screen reader need, and the search index."""
import json
import re

from bs4 import BeautifulSoup

PAGES = {"course-map.md": "index.html", "CONTRIBUTING.md": "contributing.html", "README.md": "setup.html"}
LEFT_OVER = ["searchindex.js", "objects.inv", ".buildinfo", "_static/searchtools.js", "_static/language_data.js", "_static/file.png", "_static/plus.png",
             "_static/minus.png", "_static/scripts/furo.js.map", "_static/styles/furo.css.map", "_static/styles/furo-extensions.css.map"]
# A host shows this page for an address at any depth; below these folders its own links would begin in the wrong place.
DEEP = '<script>const m=location.pathname.match(/^(.*?\\/)(?:javadoc|figures|notebooks|_static|_sources)\\//);' \
       'if(m){const b=document.createElement("base");b.href=m[1];document.head.prepend(b)}</script>'


def from_repository(name, text):
    """A file of the repository as a page: links to what the site has lead there, others become the path that they name."""
    if name == "setup":
        text = "# Set up\n\n" + text[text.index("## Two commands"):]
    def link(match):
        words, target = match[1], match[2]
        if re.match(r"https?:", target):
            return match[0]
        return f'<a href="{PAGES[target]}">{words}</a>' if target in PAGES else f"{words} (`{target}`)" if words != target else f"`{target}`"
    return re.sub(r"(?<!!)\[([^\]]+)\]\(([^)]+)\)", link, text)


def finish(site, weeks):
    for name in LEFT_OVER:
        (site / name).unlink(missing_ok=True)
    index = [*library(site / "javadoc"), *packages(site / "javadoc")]
    for file in sorted(site.glob("*.html")):
        page = BeautifulSoup(file.read_text(), "html.parser")
        accessible(page)
        if file.stem in weeks:
            label(page)
            link_code(page)
        if file.name not in ("search.html", "404.html"):
            index += entries(page, file.name)
        text = str(page)
        file.write_text(text.replace("<head>", "<head>" + DEEP, 1) if file.name == "404.html" else text)
    (site / "search-index.js").write_text("window.COURSE_SEARCH=" + json.dumps(index, ensure_ascii=False, separators=(",", ":")) + ";\n")


def accessible(page):
    for pre in page.select("div.highlight pre, .output pre"):
        pre["tabindex"] = "0"
    for output in page.select(".output.text_html"):
        if output.find("table"):
            output.attrs.update(tabindex="0", role="group")
            output["aria-label"] = "Table"
    for caption in page.select("p.caption[role=heading]"):
        caption["aria-level"] = "2"
    for selector, words in {"aside.sidebar-drawer": "Site", "aside.toc-drawer": "On this page"}.items():
        for aside in page.select(selector):
            aside["aria-label"] = words
    skip = page.select_one("a.skip-to-content")
    page.select_one("input.sidebar-toggle").insert_before(skip.extract())  # the first thing that a keyboard meets
    for svg in page.select("button svg, label svg, footer svg, a.back-to-top svg"):
        svg["aria-hidden"] = "true"
    for link in page.select("a.headerlink"):
        words = link.parent.get_text(" ", strip=True).removesuffix("¶").strip()
        link["aria-label"] = f"Permalink to {words}"


def label(page):
    """Says in words which cells are whose."""
    for kind, place, words in (("answer", ".cell_input", "Your answer"),
                               ("checks", ".cell_input", "Checks"),
                               ("checks", ".cell_output", "What the checks say when the answer is right")):
        for box in page.select(f"div.cell.tag_course-{kind} > {place}"):
            note = page.new_tag("p", attrs={"class": "cell-label"})
            note.string = words
            box.insert_before(note)


def link_code(page):
    """The first mention of a type of the library in each cell leads where the list at the end of the page leads."""
    types = {c.get_text(): c.parent["href"] for c in page.select("ul.library a code")}
    for pre in page.select("div.cell_input pre"):
        seen = set()
        for span in pre.select("span"):
            name = span.get_text()
            if name in types and name not in seen:
                seen.add(name)
                span.wrap(page.new_tag("a", attrs={"class": "library", "href": types[name]}))


def library(javadoc):
    """What the search finds of each public type: its description, and its members with theirs."""
    found = []
    for file in sorted((javadoc / "io").rglob("*.html")):
        if not file.stem[0].isupper():
            continue
        page = BeautifulSoup(file.read_text(), "html.parser")
        blocks = [b.get_text(" ", strip=True) for b in page.select("section.class-description .block, .method-summary .block, .nested-class-summary .block")]
        members = [m.get_text() for m in page.select("a.member-name-link")]
        title = page.select_one("h1.title").get_text(" ", strip=True)
        found.append({"p": file.parent.name, "t": title, "u": "javadoc/" + file.relative_to(javadoc).as_posix(), "k": "library",
                      "x": " ".join(" ".join([*blocks, *members]).split())})
    return found


def packages(javadoc):
    found = []
    for file in sorted((javadoc / "io").rglob("package-summary.html")):
        page = BeautifulSoup(file.read_text(), "html.parser")
        story = page.select_one("section.package-description .block")
        if story:
            found.append({"p": "labs-lib", "t": f"Package {file.parent.name}", "u": "javadoc/" + file.relative_to(javadoc).as_posix(), "k": "library",
                          "x": " ".join(story.get_text(" ").split())})
    return found


def entries(page, name):
    """What the search finds on a page: each section's prose, and each cell's code and output by itself."""
    article = page.select_one("article")
    title = words_of(article.find("h1"))
    found = []
    for section in article.select("section[id]"):
        heading = section.find(re.compile("^h[1-6]$"), recursive=False)
        if heading is None:
            continue
        def add(kind, element_or_text, anchor):
            text = element_or_text if isinstance(element_or_text, str) else words_of(element_or_text)
            if text or kind == "text":
                found.append({"p": title, "t": words_of(heading), "u": f"{name}#{anchor}", "k": kind, "x": text})
        prose = []
        for child in section.find_all(recursive=False):
            if child.name == "section" or child is heading:
                continue
            if "cell" in child.get("class", []):
                anchor = next((i["id"] for i in [child, *child.select("[id^=cell-]")] if i.get("id", "").startswith("cell-")), section["id"])
                for kind, part in (("code", ".cell_input"), ("output", ".cell_output")):
                    for box in child.select(part):
                        add(kind, " ".join([words_of(box), *(i["alt"] for i in box.select("img[alt]"))]).strip(), anchor)
            else:
                prose.append(words_of(child))
        add("text", " ".join(prose), section["id"])
    return found


def words_of(element):
    text = element.get_text("" if element.name == "pre" else " ") if not element.select("pre") else " ".join(
        p.get_text() for p in element.select("pre")) + " " + " ".join(t.get_text(" ") for t in element.select("table"))
    return " ".join(text.replace("¶", "").split())
