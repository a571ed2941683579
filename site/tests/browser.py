# SPDX-License-Identifier: Apache-2.0
"""Chromium without a window, cut off from every address but this machine's, and what the checks look at in it."""
import contextlib
import functools
import http.server
import os
import pathlib
import shutil
import threading
import unittest

import axe_playwright_python
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHOTS = ROOT / "target" / "screenshots"
AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]

# Contrast of every colour of code: axe leaves it open where a line is partly hidden by its scroller.
CONTRAST = """() => {
  const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = c => { const [r, g, b] = c.map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
  const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
  const found = {};
  for (const e of document.querySelectorAll(".highlight pre, .highlight pre span")) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    const ink = parse(getComputedStyle(e).color).slice(0, 3), paper = ground(e).slice(0, 3), a = light(ink), b = light(paper);
    found[ink + " on " + paper] = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  }
  return found;
}"""


def executable():
    """The browser of this machine; a machine without one skips what needs it."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise unittest.SkipTest(f"no browser was found ({', '.join(NAMES)}); as root: apt-get install chromium")
    return found


class Browser:
    """One Chromium; a page of it tells what it asked for and what it complained about."""

    def __init__(self):
        path = executable()
        self.playwright = sync_playwright().start()
        self.chromium = self.playwright.chromium.launch(executable_path=path, args=FLAGS + (["--no-sandbox"] if os.geteuid() == 0 else []))

    def close(self):
        self.chromium.close()
        self.playwright.stop()

    @contextlib.contextmanager
    def page(self, width=1440, height=900, theme="light", **more):
        context = self.chromium.new_context(viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce", **more)
        page = context.new_page()
        page.requests, page.complaints = [], []
        page.on("request", lambda r: page.requests.append(r.url))
        page.on("requestfailed", lambda r: page.complaints.append(f"{r.failure}: {r.url}") if r.failure != "net::ERR_ABORTED" else None)  # that is the next page
        page.on("response", lambda r: page.complaints.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
        page.on("console", lambda m: page.complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: page.complaints.append(str(e)))
        try:
            yield page
        finally:
            context.close()


def serious(page):
    """What axe-core finds, serious or critical, a line each."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {preload: false, resultTypes: ['violations']})")
    return [f"{v['id']}: {v['help']}: {n['target']} {n['failureSummary'].splitlines()[-1].strip()}" for v in found["violations"] if v["impact"] in ("serious", "critical")
            for n in v["nodes"]]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        """A browser that goes to the next page hangs up on this one."""


@contextlib.contextmanager
def served(folder):
    """The address at which a folder is served."""
    with Server(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def shot(page, name):
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")
