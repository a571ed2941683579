# SPDX-License-Identifier: Apache-2.0
"""The built site in Chromium: from a file, below a path, by keyboard, without script, on a small screen, in both themes."""
import gzip
import json
import pathlib
import re
import shutil
import tempfile
import unittest

from bs4 import BeautifulSoup

import browser

SITE = browser.ROOT / "target" / "site" / "html"
PAGES = sorted(p.name for p in SITE.glob("*.html"))
WEEKS = [p for p in PAGES if re.match(r"c\d+w\d+\.html", p)]
WEEK = "c1w1.html"


def setUpModule():
    global chromium
    chromium = browser.Browser()


def tearDownModule():
    if "chromium" in globals():
        chromium.close()


def address(page):
    return (SITE / page).as_uri()


class EveryPage(unittest.TestCase):
    def test_there_are_the_pages_that_the_course_needs(self):
        self.assertLessEqual({"index.html", WEEK, "house.html", "search.html", "404.html", "setup.html", "grading.html", "contributing.html"}, set(PAGES))

    def test_axe_sees_what_is_wrong(self):
        with chromium.page() as page:
            page.set_content('<html lang="en"><title>t</title><main><h1>t</h1><img src="data:,"><p style="color:#bbb">grey on white</p></main></html>')
            self.assertEqual([line.partition(":")[0] for line in browser.serious(page)], ["color-contrast", "image-alt"])

    def test_axe_finds_nothing_serious_in_either_theme_and_no_request_leaves_the_site(self):
        for theme in ("light", "dark"):
            with chromium.page(theme=theme) as page:
                for name in PAGES:
                    with self.subTest(page=name, theme=theme):
                        page.requests.clear(), page.complaints.clear()
                        page.goto(address(name))
                        self.assertEqual(browser.serious(page), [])
                        self.assertEqual([r for r in page.requests if not r.startswith((SITE.as_uri() + "/", "data:"))], [])
                        self.assertEqual(page.complaints, [])

    def test_every_colour_of_code_stands_out_in_either_theme(self):
        for theme in ("light", "dark"):
            with chromium.page(theme=theme) as page:
                for name in [*WEEKS, "setup.html"]:
                    page.goto(address(name))
                    colours = page.evaluate(browser.CONTRAST)
                    self.assertGreater(len(colours), 3 if name in WEEKS else 0)
                    for colour, ratio in colours.items():
                        with self.subTest(page=name, theme=theme, colour=colour):
                            self.assertGreaterEqual(ratio, 4.5)  # WCAG 2.2, 1.4.3

    def test_a_screen_of_320_pixels_needs_no_scrolling_sideways(self):
        for theme in ("light", "dark"):
            with chromium.page(width=320, height=640, theme=theme) as page:
                for name in PAGES:
                    with self.subTest(page=name, theme=theme):
                        page.goto(address(name))
                        self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), 320)
                        browser.shot(page, f"{pathlib.Path(name).stem}-320-{theme}")

    def test_pages_are_complete_without_script(self):
        with chromium.page(java_script_enabled=False) as page:
            for name in PAGES:
                with self.subTest(page=name):
                    page.goto(address(name))
                    self.assertGreater(len(page.locator("article h1").inner_text()), 5)
            page.goto(address(WEEK))
            self.assertTrue(page.locator("div.cell_input").first.is_visible())
            page.goto(address("search.html"))
            self.assertIn("Searching needs JavaScript", page.locator("noscript").inner_text())

    def test_the_library_asks_nobody_else_either(self):
        with chromium.page() as page:
            pages = sorted((SITE / "javadoc").rglob("*.html"))
            self.assertGreater(len(pages), 100)
            for file in pages:
                page.goto(file.as_uri(), wait_until="load")
            self.assertEqual([r for r in page.requests if not r.startswith((SITE.as_uri() + "/", "data:"))], [])
            self.assertEqual(page.complaints, [])
            page.goto(address("javadoc/io/mlopslabs/detection/ConnectedComponents.html"))
            page.get_by_role("link", name="MLOps Labs for Java").click()
            self.assertEqual(page.url, address("index.html"))

    def test_screenshots_show_both_themes(self):
        grounds = []
        for theme in ("light", "dark"):
            with chromium.page(theme=theme) as page:
                for name in PAGES:
                    page.goto(address(name))
                    browser.shot(page, f"{pathlib.Path(name).stem}-1440-{theme}")
                page.goto(address(WEEK) + "#c1w1-expected-cost")
                browser.shot(page, f"c1w1-exercise-1440-{theme}")
                grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        self.assertNotEqual(*grounds)


class Elsewhere(unittest.TestCase):
    def test_it_works_below_a_path_and_from_a_copy_in_another_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            archive = shutil.make_archive(f"{folder}/site", "zip", SITE)
            there = pathlib.Path(folder) / "a path" / "of its own"
            shutil.unpack_archive(archive, there)
            with browser.served(folder) as root, chromium.page() as page:
                for start in (f"{root}/a%20path/of%20its%20own/", there.as_uri() + "/"):
                    for name in PAGES:
                        with self.subTest(start=start, page=name):
                            page.complaints.clear()
                            page.goto(start + name)
                            self.assertEqual(page.complaints, [])
                    page.goto(start + "index.html")
                    page.locator(".weeks a").first.click()
                    self.assertIn("Week 1", page.locator("h1").inner_text())
                    page.locator("a.library").first.click()
                    self.assertIn("/javadoc/io/mlopslabs/", page.url)

    def test_a_week_weighs_at_most_100_kilobytes_without_figures_and_fonts(self):
        with browser.served(SITE) as root, chromium.page() as page:
            for name in WEEKS:
                with self.subTest(week=name):
                    page.requests.clear()
                    page.goto(f"{root}/{name}")
                    paths = {r.removeprefix(root + "/").partition("?")[0] for r in page.requests}
                    self.assertIn("_static/course.css", paths)
                    weight = sum(len(gzip.compress((SITE / p).read_bytes())) for p in paths if p.endswith((".html", ".css", ".js")))
                    self.assertLessEqual(weight, 100_000)


class Keyboard(unittest.TestCase):
    def test_the_first_stop_skips_to_the_text(self):
        with chromium.page() as page:
            page.goto(address(WEEK))
            page.keyboard.press("Tab")
            self.assertEqual(page.evaluate("document.activeElement.textContent.trim()"), "Skip to content")
            self.assertTrue(page.locator("a.skip-to-content").is_visible())
            page.keyboard.press("Enter")
            self.assertTrue(page.url.endswith("#furo-main-content"))
            page.keyboard.press("Tab")
            self.assertTrue(page.evaluate("document.querySelector('article').contains(document.activeElement)"))

    def test_the_menu_of_a_small_screen_opens_and_closes(self):
        with chromium.page(width=320, height=640) as page:
            page.goto(address(WEEK))
            menu = page.locator(".sidebar-drawer .toctree-l1 a").first
            self.assertFalse(menu.is_visible())
            stops = self.stops(page, 6)
            self.assertIn("__navigation", stops)
            page.locator("#__navigation").focus()
            page.keyboard.press("Space")
            self.assertTrue(menu.is_visible())
            self.assertIn("Week 1 · ML lifecycle and deployment", self.stops(page, 12))
            page.keyboard.press("Escape")
            self.assertFalse(menu.is_visible())
            self.assertEqual(page.evaluate("document.activeElement.id"), "__navigation")

    def test_slash_and_words_find_and_enter_opens_the_first_place(self):
        for width in (1440, 320):
            with self.subTest(width=width), chromium.page(width=width) as page:
                page.goto(address(WEEK))
                page.keyboard.press("/")
                page.keyboard.type("connected components")
                page.keyboard.press("Enter")
                page.wait_for_selector("#search-results a")
                page.locator("#search-words").focus()
                page.keyboard.press("Enter")
                page.keyboard.press("Enter")
                page.wait_for_url("**/ConnectedComponents.html")

    def test_the_theme_goes_round_and_stays(self):
        with chromium.page() as page:
            page.goto(address(WEEK))
            stops = self.stops(page, 40, until="theme-toggle")
            self.assertIn("theme-toggle", stops)
            seen = [page.evaluate("document.body.dataset.theme")]
            for _ in range(3):
                page.keyboard.press("Enter")
                seen.append(page.evaluate("document.body.dataset.theme"))
            self.assertEqual(seen[0], seen[3])
            self.assertEqual(set(seen), {"auto", "light", "dark"})
            page.keyboard.press("Enter")
            now = page.evaluate("document.body.dataset.theme")
            page.reload()
            self.assertEqual(page.evaluate("document.body.dataset.theme"), now)

    def stops(self, page, count, until=None):
        """Where the tab key stops: id, class or words."""
        found = []
        for _ in range(count):
            page.keyboard.press("Tab")
            name = page.evaluate("(e => e.id || e.className || e.textContent.trim())(document.activeElement)")
            text = page.evaluate("document.activeElement.textContent.trim()")
            found += [name, text]
            if name == until:
                break
        return found


class Search(unittest.TestCase):
    def places(self, page, words):
        page.goto(address("search.html") + "?q=" + words)
        return [(a.inner_text(), a.get_attribute("href")) for a in page.locator("#search-results a").all()]

    def test_finds_prose_code_and_what_a_cell_printed(self):
        week = BeautifulSoup((SITE / WEEK).read_text(), "html.parser")
        prose = max((w for p in week.select("article section > p") for w in re.findall(r"[a-z]{6,}", p.get_text())), key=len)
        code = max((s.get_text() for s in week.select("div.cell_input span.na, div.cell_input span.n")), key=len)
        printed = max((line for pre in week.select("div.cell_output div.output.stream pre") for line in pre.get_text().splitlines()), key=len)
        with chromium.page() as page:
            for kind, words in {"text": prose, "code": code, "output": " ".join(printed.split()[:6])}.items():
                with self.subTest(kind=kind, words=words):
                    found = self.places(page, words.replace("%", "%25").replace("&", "%26").replace("+", "%2B").replace("#", "%23"))
                    self.assertTrue([h for _, h in found if h.startswith(WEEK)], found)
                    wheres = page.locator("#search-results .where").all_inner_texts()
                    self.assertTrue([w for w in wheres if w.startswith(kind)], wheres)

    def test_a_place_is_an_anchor_that_exists(self):
        with chromium.page() as page:
            for _, href in self.places(page, "canary"):
                path, _, anchor = href.partition("#")
                with self.subTest(href=href):
                    self.assertTrue((SITE / path).exists())
                    self.assertTrue(not anchor or f'id="{anchor}"' in (SITE / path).read_text())

    def test_says_so_when_there_is_nothing(self):
        with chromium.page() as page:
            self.assertEqual(self.places(page, "xyzzyplugh"), [])
            self.assertEqual(page.locator("#search-count").inner_text(), "Nothing found. Fewer or shorter words find more.")

    def test_words_are_words_and_not_markup(self):
        with chromium.page() as page:
            self.places(page, "%3Cimg src=x onerror=alert(1)%3E(")
            self.assertEqual(page.complaints, [])


class Tasks(unittest.TestCase):
    """What people come for, in three clicks or one search each."""

    def test_which_class_does_connected_components(self):
        with chromium.page() as page:
            page.goto(address("search.html") + "?q=connected components")
            self.assertEqual(page.locator("#search-results a").first.get_attribute("href"), "javadoc/io/mlopslabs/detection/ConnectedComponents.html")

    def test_copy_the_canary_code(self):
        with chromium.page(permissions=["clipboard-read", "clipboard-write"]) as page:
            page.goto(address("search.html") + "?q=canary")
            wheres = page.locator("#search-results li").filter(has=page.locator(".where", has_text="code ·"))
            wheres.first.locator("a").click()
            cell = page.locator(page.url[page.url.index("#"):])
            code = cell.locator("div.cell_input pre").first
            self.assertIn("canary", code.inner_text().lower())
            code.hover()
            cell.locator("button.copybtn").first.click()
            page.wait_for_selector("button.copybtn.success")
            self.assertEqual(page.evaluate("navigator.clipboard.readText()").split(), code.inner_text().split())

    def test_download_week_1(self):
        with browser.served(SITE) as root, chromium.page() as page:
            page.goto(root + "/index.html")
            page.locator(".weeks a").first.click()
            with page.expect_download() as download:
                page.get_by_role("link", name="Download the notebook").click()
            notebook = json.loads(pathlib.Path(download.value.path()).read_text())
            self.assertTrue(download.value.suggested_filename.startswith("c1w1-"))
            answers = [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("solution")]
            self.assertEqual(len(answers), 4)
            for cell in answers:
                self.assertIn('throw new UnsupportedOperationException("not answered");', "".join(cell["source"]))

    def test_see_what_exercise_3_asks(self):
        with chromium.page() as page:
            page.goto(address("index.html"))
            page.locator(".weeks a").first.click()
            page.locator(".toc-tree a", has_text="Exercise 3").click()
            self.assertTrue(page.url.endswith("#c1w1-canary-side"))
            self.assertIn("canary", page.locator("#c1w1-canary-side > p").first.inner_text())


class Answers(unittest.TestCase):
    def test_each_answer_shows_its_stub_and_no_output(self):
        for name in WEEKS:
            week = BeautifulSoup((SITE / name).read_text(), "html.parser")
            cells = week.select("div.cell.tag_course-answer")
            self.assertGreater(len(cells), 0)
            for cell in cells:
                self.assertIn('throw new UnsupportedOperationException("not answered");', cell.select_one(".cell_input pre").get_text())
                self.assertEqual(cell.select(".cell_output"), [])

    def test_permalinks_are_names_and_not_numbers(self):
        week = BeautifulSoup((SITE / WEEK).read_text(), "html.parser")
        anchors = [s["id"] for s in week.select("article section[id]")]
        self.assertLessEqual({"c1w1-expected-cost", "c1w1-choose-confidence", "c1w1-canary-side", "c1w1-alarm", "serve-it", "watch-it"}, set(anchors))
        self.assertEqual([a for a in anchors if re.match(r"id\d|\d", a)], [])

    def test_every_figure_is_drawn_in_lines_and_described(self):
        week = BeautifulSoup((SITE / WEEK).read_text(), "html.parser")
        figures = week.select("a.figure img")
        self.assertGreater(len([f for f in figures if f["src"].endswith(".svg")]), 8)
        for figure in figures:
            self.assertGreater(len(figure["alt"]), 10)
            if figure["src"].endswith(".svg"):
                drawing = (SITE / figure["src"]).read_text()
                self.assertIn("<title", drawing)
                self.assertIn("<desc", drawing)
