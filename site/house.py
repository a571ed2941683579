# SPDX-License-Identifier: Apache-2.0
"""The house as a picture: the rooms of labs-lib that exist, who uses whom, and what each one's first sentence says.

The order is that of ArchitectureTest, which holds it; who uses whom is read from the imports.
"""
import collections
import html
import re

Room = collections.namedtuple("Room", "name question uses")
WIDTH, HEIGHT, GAP_X, GAP_Y, PAD = 150, 52, 26, 54, 12


def rooms(library):
    """The rooms in the order of the house, each with those that it uses; and the names of those that are planned."""
    test = (library / "src/test/java/io/mlopslabs/ArchitectureTest.java").read_text()
    order = re.findall(r'"(\w+)"', re.search(r"ROOMS = List\.of\((.*?)\);", test, re.DOTALL)[1])
    source = library / "src/main/java/io/mlopslabs"
    built = [name for name in order if (source / name / "package-info.java").exists()]
    found = []
    for name in built:
        code = "\n".join(f.read_text() for f in sorted((source / name).glob("*.java")))
        used = set(re.findall(r"^import (?:static )?io\.mlopslabs\.(\w+)\.", code, re.MULTILINE))
        found.append(Room(name, question((source / name / "package-info.java").read_text()), [n for n in built if n in used and n != name]))
    return found, [name for name in order if name not in built]


def question(package_info):
    """The first sentence of a package's story, as plain text."""
    comment = re.search(r"/\*\*(.*?)\*/", package_info, re.DOTALL)[1]
    text = re.sub(r"\s*\n\s*\*\s?", "\n", comment).strip().split("\n\n")[0]
    text = re.sub(r"\{@\w+ ([^}]*)\}", r"\1", " ".join(text.split()))
    return re.split(r"(?<=[.?])\s", text)[0]


def levels(all_rooms):
    """How high a room stands: above every one that it uses; the last of the house, which knows notebooks, on the roof."""
    level = {}
    for room in all_rooms:
        level[room.name] = 1 + max((level[u] for u in room.uses), default=-1)
    level[all_rooms[-1].name] = max(level.values()) + 1
    return level


def direct(all_rooms):
    """Who uses whom, without what follows from the rest: a picture of all would be a ball of wool."""
    uses = {r.name: set(r.uses) for r in all_rooms}
    reach = {}
    for room in all_rooms:
        reach[room.name] = set().union(*(reach[u] | {u} for u in uses[room.name])) if uses[room.name] else set()
    return [(r.name, u) for r in all_rooms for u in r.uses if not any(u in reach[v] for v in uses[r.name] - {u})]


def picture(all_rooms):
    """An SVG whose boxes are links, highest room first; colours are those of the page."""
    level = levels(all_rooms)
    rows = [[r.name for r in all_rooms if level[r.name] == at] for at in range(max(level.values()) + 1)]
    widest = max(map(len, rows))
    total = widest * WIDTH + (widest - 1) * GAP_X + 2 * PAD
    tall = len(rows) * HEIGHT + (len(rows) - 1) * GAP_Y + 2 * PAD
    place, uses = {}, collections.defaultdict(list)
    for user, used in direct(all_rooms):
        uses[user].append(used)
    for at, row in enumerate(rows):
        wish = {name: sum(place[u][0] for u in uses[name]) / len(uses[name]) if uses[name] else total / 2 - WIDTH / 2 for name in row}
        for name, x in zip(sorted(row, key=wish.get), spread(sorted(wish.values()), PAD, total - PAD - WIDTH)):
            place[name] = (x, tall - PAD - HEIGHT - at * (HEIGHT + GAP_Y))
    lines = []
    for user, used in direct(all_rooms):
        x1, y1 = place[user][0] + WIDTH / 2, place[user][1] + HEIGHT
        x2, y2 = place[used][0] + WIDTH / 2, place[used][1]
        bend = (y2 - y1) / 2
        lines.append(f'<path d="M{x1:g} {y1:g} C{x1:g} {y1 + bend:g} {x2:g} {y2 - bend:g} {x2:g} {y2 - 6:g}" marker-end="url(#tip)"/>')
    boxes = [f'<a href="javadoc/io/mlopslabs/{n}/package-summary.html"><rect x="{x:g}" y="{y:g}" width="{WIDTH}" height="{HEIGHT}" rx="8"/>'
             f'<text x="{x + WIDTH / 2:g}" y="{y + HEIGHT / 2 + 5:g}" text-anchor="middle">{n}</text></a>' for n, (x, y) in reversed(place.items())]
    return (f'<div class="house" tabindex="0" role="region" aria-label="Picture of the house">'
            f'<svg viewBox="0 0 {total:g} {tall:g}" width="{total:g}" height="{tall:g}" role="group" aria-labelledby="house-title house-desc">'
            f'<title id="house-title">The rooms of the library</title><desc id="house-desc">Each room stands above those that it uses: '
            f'{html.escape("; ".join(r.name + " uses " + (", ".join(r.uses) or "no other room") for r in all_rooms))}.</desc>'
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>'
            f'<g class="uses">{"".join(lines)}</g>{"".join(boxes)}</svg></div>')


def spread(wishes, least, most):
    """Places for the boxes of a row, each near where it would like to be: above the middle of what it uses."""
    step, places = WIDTH + GAP_X, []
    for n, wish in enumerate(wishes):
        places.append(max(wish, places[-1] + step if places else least))
    for n in reversed(range(len(places))):  # what was pushed over the edge comes back and takes its neighbours along
        places[n] = min(places[n], most if n == len(places) - 1 else places[n + 1] - step)
    return places


def table(all_rooms, in_weeks):
    """The same in words: what each room answers, what it uses, and the weeks that use it."""
    def link(name):
        return f'<a href="javadoc/io/mlopslabs/{name}/package-summary.html">{name}</a>'
    rows = "\n".join(
        f'<tr><th scope="row">{link(r.name)}</th><td>{html.escape(r.question)}</td><td>{", ".join(r.uses) or "no other"}</td>'
        f'<td>{", ".join(in_weeks.get(r.name, [])) or "none yet"}</td></tr>' for r in all_rooms)
    return ('<div class="table-wrapper" tabindex="0" role="region" aria-label="The rooms in words"><table class="rooms"><thead><tr><th scope="col">room</th>'
            f'<th scope="col">what it is about</th><th scope="col">uses</th><th scope="col">in weeks</th></tr></thead><tbody>\n{rows}\n</tbody></table></div>')
