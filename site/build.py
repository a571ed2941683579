# SPDX-License-Identifier: Apache-2.0
"""Builds the site: ./course site.

    python site/build.py --jdk JDK [--strict] [--instructor] [--serve] [--port N]

Outputs come from the one execution that kernel/executed.py keeps the key of; a week without a current one is run first. The site is made in a
folder of its own and takes its place when it is whole. What the checks find is printed; with --strict it is an error. An unchanged course is
not built again.
"""
import argparse
import functools
import hashlib
import http.server
import json
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
HERE = ROOT / "site"
TARGET = ROOT / "target" / "site"
sys.path[:0] = [str(ROOT / "kernel")]

import checks
import executed
import finish
import house
import weeks
from weeks import Problem


def digest(*paths):
    """One digest of files and folders, names included."""
    total = hashlib.sha256()
    for path in paths:
        for file in sorted(f for f in ([path] if path.is_file() else path.rglob("*")) if f.is_file() and f.suffix != ".pyc"):
            total.update(f"{file.relative_to(ROOT)}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def say(title, start):
    print(f"  {title:<42} {time.monotonic() - start:4.0f} s", flush=True)


class Site:
    """One build; everything that it makes lies below target/site."""

    def __init__(self, jdk, is_instructors):
        self.jdk, self.is_instructors = pathlib.Path(jdk), is_instructors
        self.name = "instructor" if is_instructors else "html"
        self.out, self.work = TARGET / self.name, TARGET / f"{self.name}.work"
        self.weeks = weeks.weeks(ROOT / "course-map.md")
        self.written = [w for w in self.weeks if w.notebook]
        self.prefix = ROOT / ".venv"
        self.spec = executed.kernel_spec(self.prefix)["argv"]
        self.command = [str(self.jdk / "bin/java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", (ROOT / ".course/lib/command.classpath").read_text().strip(),
                        "io.mlopslabs.grading.cli.Course"]
        self.key_of_course = ["--notebooks", str(ROOT / "notebooks"), "--exercises", str(ROOT / "grading/exercises")]

    def runs(self):
        """The folder with the outputs of each week and what is known of the run, running what nobody has run yet."""
        def known(source):
            return next(((f, r) for f in (ROOT / "target/notebooks/strict", ROOT / "target/notebooks") if (r := executed.current(f, source, self.prefix))), None)
        sources = {w.id: ROOT / "notebooks" / w.notebook for w in self.written}
        if lost := [s.name for s in sources.values() if not s.exists()]:
            raise Problem(f"course-map.md names {', '.join(lost)}, and notebooks/ does not hold it; mend the one or the other")
        missing = [s for s in sources.values() if not known(s)]
        if missing:
            start = time.monotonic()
            self.call([str(self.prefix / "bin/python"), str(ROOT / "kernel/runner.py"), "--checks", "strict", "--out", str(ROOT / "target/notebooks/strict"),
                       *map(str, missing)], "a notebook did not run")
            say("notebooks, which nobody had run yet", start)
        return {name: known(source) for name, source in sources.items()}

    def key(self, runs):
        made_of = [HERE, ROOT / "course-map.md", ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "notebooks", ROOT / "grading/exercises", ROOT / "kernel/executed.py",
                   ROOT / "labs-lib/src/test/java/io/mlopslabs/ArchitectureTest.java", ROOT / ".course/lib/labs-lib.jar", ROOT / ".course/lib/grading.jar",
                   *(f / n for f, _ in runs.values() for n in sorted(p.name for p in f.glob("*.*")))]
        return digest(*made_of) + " " + executed.jdk(self.jdk)

    def call(self, command, problem, **more):
        done = subprocess.run(command, text=True, capture_output=True, **more)
        if done.returncode:
            raise Problem(f"{problem}:\n{(done.stdout + done.stderr).strip()[-4000:]}")
        return done.stdout

    def javadoc(self):
        """The library's pages, made anew when its sources have changed."""
        made, key = TARGET / "javadoc", TARGET / "javadoc.key"
        now = digest(ROOT / "labs-lib/src/main/java", HERE / "build.py") + executed.jdk(self.jdk)
        if not (made.exists() and key.exists() and key.read_text() == now):
            start = time.monotonic()
            shutil.rmtree(made, ignore_errors=True)
            self.call([str(self.jdk / "bin/javadoc"), "-quiet", "-Xdoclint:none", "-notimestamp", "--no-platform-links", "-public", "-encoding", "UTF-8",
                       "-d", str(made), "-sourcepath", str(ROOT / "labs-lib/src/main/java"), "-subpackages", "io.mlopslabs", "-windowtitle", "labs-lib",
                       "-doctitle", "labs-lib, the library of MLOps Labs for Java", "-header", '<a href="{@docRoot}/../index.html">MLOps Labs for Java</a>', "-classpath", self.spec[self.spec.index("-cp") + 1]],
                      "the javadoc could not be made")
            for sheet in made.rglob("stylesheet.css"):  # the fonts of the system serve as well, and weigh nothing
                sheet.write_text(re.sub(r"@import [^;]*dejavu\.css[^;]*;\n?", "", sheet.read_text()))
            constants = made / "constant-values.html"  # that of JDK 17 leads to an anchor which it forgets
            if 'id="io.mlopslabs"' not in constants.read_text():
                constants.write_text(re.sub(r'<a href="#io\.mlopslabs">(.*?)</a>', r"\1", constants.read_text()))
            self.unlink_type_parameters(made)  # a record in a class with a type parameter of its own leads to an anchor that nobody makes
            for fonts in made.glob("*/fonts"):
                shutil.rmtree(fonts)
            key.write_text(now)
            say("javadoc of labs-lib", start)
        return made

    @staticmethod
    def unlink_type_parameters(javadoc):
        """Takes links to type parameters away that lead nowhere, and leaves their text."""
        pages = {page.resolve(): page.read_text() for page in javadoc.rglob("*.html")}
        for page, text in pages.items():
            def kept(link):
                target = (page.parent / (link[1] or page.name)).resolve()
                return link[0] if f'id="{link[2]}"' in pages.get(target, "") else link[3]
            mended = re.sub(r'<a href="([^"#]*)#(type-param-\w+)"[^>]*>(.*?)</a>', kept, text)
            if mended != text:
                page.write_text(mended)

    def release(self):
        out = self.work / "release"
        self.call([*self.command, "release", *self.key_of_course, "--out", str(out)], "the notebooks cannot be released")
        return out

    def sources(self, runs):
        """What Sphinx reads; returns what the pictures lack."""
        source = self.work / "source"
        source.mkdir(parents=True)
        released = self.release()
        warnings, types = [], weeks.public_types(ROOT / "labs-lib")
        for week in self.written:
            folder, run = runs[week.id]
            shown = (ROOT / "notebooks" if self.is_instructors else released) / week.notebook
            page = weeks.Page(week, shown, folder / week.notebook, run, self.work / "figures", types, self.is_instructors)
            weeks.write(page.notebook(), source / f"{week.id}.ipynb")
            warnings += page.warnings
            (self.work / "notebooks").mkdir(exist_ok=True)
            shutil.copy2(shown, self.work / "notebooks" / week.notebook)
        self.front(source)
        rooms, planned = house.rooms(ROOT / "labs-lib")
        in_weeks = {r.name: [f'<a href="{w.id}.html">{w.number}</a>' for w in self.written if r.name in [*w.packages, "notebook"]] for r in rooms}
        self.page(source, "house", PICTURE=house.picture(rooms), ROOMS=house.table(rooms, in_weeks),
                  PLANNED=f"Planned, and in the course map only: {', '.join(planned)}." if planned else "")
        self.page(source, "404")
        self.page(source, "grading", HELP=self.call([*self.command, "grade", "--help"], "the options of grading cannot be read").replace("course grade", "./course grade").strip())
        for name, file in {"contributing": "CONTRIBUTING.md", "setup": "README.md"}.items():
            (source / f"{name}.md").write_text(finish.from_repository(name, (ROOT / file).read_text()))
        return warnings

    def front(self, source):
        cards = weeks.front_cards(self.weeks, lambda w: weeks.facts_of(ROOT / "notebooks" / w.notebook, w))
        names = "\n".join(f"Week {w.number} · {w.title} <{w.id}>" for w in self.written)
        done = len(self.written)
        self.page(source, "index", CARDS=cards, WEEKS="\n" + names, FIRST_WEEK=f"{self.written[0].id}.html",
                  COUNT=f"{done} of {len(self.weeks)} {'is' if done == 1 else 'are'} here today")

    def page(self, source, name, **holes):
        text = (HERE / "pages" / f"{name}.md").read_text()
        for hole, filling in holes.items():
            text = re.sub(rf"\b{hole}\b", lambda _, f=filling: f, text)
        (source / f"{name}.md").write_text(text)

    def sphinx(self):
        start, made, log = time.monotonic(), self.work / "made", self.work / "warnings"
        self.call([sys.executable, "-m", "sphinx", "-b", "html", "-q", "-E", "-c", str(HERE), "-d", str(self.work / "doctrees"), "-w", str(log),
                   str(self.work / "source"), str(made)], "Sphinx could not build the pages")
        say("pages", start)
        return made, [line for line in log.read_text().splitlines() if line.strip()]

    def build(self, runs):
        """Builds all of it and returns the sentences about what is not as it should be."""
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        problems = self.sources(runs)
        api = self.javadoc()
        made, warnings = self.sphinx()
        start = time.monotonic()
        for name, folder in {"figures": self.work / "figures", "notebooks": self.work / "notebooks", "javadoc": api}.items():
            if folder.exists():
                shutil.copytree(folder, made / name)
        for week in self.written:
            shutil.copy2(self.work / "notebooks" / week.notebook, made / "_sources" / f"{week.id}.ipynb.txt")
        finish.finish(made, [w.id for w in self.written])
        say("links to the library, search", start)
        start = time.monotonic()
        problems += warnings + checks.problems(made)
        if not self.is_instructors:
            scan = subprocess.run([*self.command, "scan", *self.key_of_course, str(made)], text=True, capture_output=True)
            problems += scan.stderr.splitlines() if scan.returncode else []
        say("links, pictures, requests, answers", start)
        shutil.rmtree(self.out, ignore_errors=True)
        made.rename(self.out)
        shutil.rmtree(self.work)
        return problems


class Handler(http.server.SimpleHTTPRequestHandler):
    """The site's own page for what is not there."""

    def send_error(self, code, message=None, explain=None):
        page = pathlib.Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            return super().send_error(code, message, explain)
        content = page.read_text().replace("<head>", '<head><base href="/">', 1).encode()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        """A browser that goes to the next page hangs up on this one; that is no news."""


def serve(folder, port):
    for candidate in [port] if port else [*range(8000, 8011), 0]:
        try:
            server = Server(("127.0.0.1", candidate), functools.partial(Handler, directory=str(folder)))
            break
        except OSError:
            continue
    else:
        raise Problem(f"Port {port} is taken or not allowed. Choose another one, or leave --port out and a free one is found.")
    with server:
        print(f"\nThe site is open; Ctrl-C stops.\n\n    http://127.0.0.1:{server.server_port}/\n", flush=True)
        server.serve_forever()


def main():
    parser = argparse.ArgumentParser(prog="./course site", description="Builds the rendered course.")
    parser.add_argument("--jdk", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--strict", action="store_true", help="what the checks find is an error")
    parser.add_argument("--instructor", action="store_true", help="show solutions and their outputs; not for publication")
    parser.add_argument("--serve", action="store_true", help="show the site on this machine's loopback")
    parser.add_argument("--port", type=int)
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        site = Site(arguments.jdk, arguments.instructor)
        runs = site.runs()
        state, key = TARGET / f"{site.name}.json", site.key(runs)
        known = json.loads(state.read_text()) if state.exists() and site.out.exists() else {}
        if known.get("key") != key:
            state.unlink(missing_ok=True)
            known = {"key": key, "problems": site.build(runs)}
            state.write_text(json.dumps(known))
        for problem in known["problems"]:
            print(problem, file=sys.stderr)
        if arguments.strict and known["problems"]:
            print(f"\n{len(known['problems'])} finding{'s' if len(known['problems']) > 1 else ''}, and --strict asks for none.", file=sys.stderr)
            return 1
        print(f"The site is in {site.out}; open {site.out / 'index.html'}")
        if arguments.serve:
            serve(site.out, arguments.port)
        return 0
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 0 if arguments.serve else 130


if __name__ == "__main__":
    sys.exit(main())
