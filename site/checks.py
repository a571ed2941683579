# SPDX-License-Identifier: Apache-2.0
"""What must hold of a built site and can be seen without a browser: links and anchors lead somewhere, pictures have words, nothing asks elsewhere."""
import html.parser
import pathlib
import re
import urllib.parse

LOADS = {("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("video", "src"), ("audio", "src"), ("object", "data"), ("embed", "src"),
         ("link", "href"), ("image", "href"), ("use", "href"), ("form", "action"), ("input", "src")}
ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
CSS_LOAD = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])([^"')\s;]+)""")


class Reader(html.parser.HTMLParser):
    """Anchors, links, loads and pictures of one page."""

    def __init__(self):
        super().__init__()
        self.anchors, self.links, self.loads, self.silent = set(), [], [], []

    def handle_starttag(self, tag, attributes):
        found = {k: v or "" for k, v in attributes}
        self.anchors.update(found[k] for k in ("id", "name") if k in found)
        for name, value in found.items():
            if (tag, name) in LOADS:
                self.loads.append(value)
            elif name == "srcset":
                self.loads += [part.split()[0] for part in value.split(",")]
            elif name == "href":
                self.links.append(value)
            elif name == "style":
                self.loads += CSS_LOAD.findall(value)
        if tag == "img" and not found.get("alt", "").strip() and found.get("role") != "presentation":
            self.silent.append(found.get("src", "?"))

    handle_startendtag = handle_starttag


def problems(site):
    """Sentences about what is wrong, in the order of the pages."""
    pages = {}
    for file in sorted(site.rglob("*.html")):
        reader = Reader()
        reader.feed(file.read_text())
        pages[file] = reader
    files = {f for f in site.rglob("*") if f.is_file()}
    found = []
    for file, page in pages.items():
        name = file.relative_to(site)
        found += [f"{name}: the picture {src} has no alternative text" for src in page.silent]
        found += [f"{name}: loads {load}, which is not of this site" for load in page.loads if ELSEWHERE.match(load)]
        for link in dict.fromkeys([*page.links, *page.loads]):
            found += [f"{name}: the link {link} {why}" for why in dead(file, link, pages, files)]
    for file in sorted(site.rglob("*.css")):
        for load in CSS_LOAD.findall(re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.DOTALL)):
            if ELSEWHERE.match(load):
                found.append(f"{file.relative_to(site)}: loads {load}, which is not of this site")
            else:
                found += [f"{file.relative_to(site)}: the link {load} {why}" for why in dead(file, load, pages, files)]
    return found


def dead(file, link, pages, files):
    """Why a link leads nowhere: no sentence, or one."""
    if re.match(r"[a-zA-Z][\w+.-]*:|//", link) or link in ("", "#"):
        return []
    if link.startswith("/"):
        return ["begins at the root of a server, so that it breaks below a path and in a file"]
    path, _, anchor = link.partition("#")
    path = urllib.parse.unquote(path.partition("?")[0])
    target = pathlib.Path(file if not path else pathlib.os.path.normpath(file.parent / path))
    if target not in files:
        return ["leads to a folder, which a file:// address cannot open" if target.is_dir() else "leads to a file that does not exist"]
    if anchor and target in pages and urllib.parse.unquote(anchor) not in pages[target].anchors and anchor not in pages[target].anchors:
        return ["leads to an anchor that does not exist"]
    return []
