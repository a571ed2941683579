# SPDX-License-Identifier: Apache-2.0
"""Settings of Sphinx. The sources that it reads are made by build.py; nothing is executed here and nothing asks the network."""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "extension")]

project = "MLOps Labs for Java"
html_title = project
html_short_title = project
extensions = ["myst_nb", "sphinx_copybutton", "course_site"]
exclude_patterns = ["figures", "notebooks"]
language = "en"

nb_execution_mode = "off"
nb_render_markdown_format = "myst"
myst_enable_extensions = ["dollarmath", "colon_fence"]
myst_heading_anchors = 0
html_math_renderer = "mathml"
highlight_language = "java"
pygments_style = "a11y-light"
pygments_dark_style = "a11y-high-contrast-dark"

html_theme = "furo"
html_static_path = [str(HERE / "static")]
templates_path = [str(HERE / "templates")]
html_favicon = str(HERE / "static" / "favicon.svg")
html_css_files = ["course.css"]
html_js_files = ["course.js"]
html_copy_source = True
html_show_copyright = False
html_use_index = False
html_domain_indices = False
html_permalinks_icon = "¶"
html_sidebars = {"**": ["sidebar/brand.html", "sidebar/search.html", "sidebar/scroll-start.html", "sidebar/navigation.html", "library.html",
                        "sidebar/scroll-end.html"]}
html_theme_options = {
    "top_of_page_buttons": [],
    "navigation_with_keys": False,
    "light_css_variables": {"color-brand-primary": "#0b5c7a", "color-brand-content": "#0b5c7a", "color-brand-visited": "#5f3d8c"},
    "dark_css_variables": {"color-brand-primary": "#6cc7e6", "color-brand-content": "#6cc7e6", "color-brand-visited": "#c4a6f0"},
}
copybutton_exclude = ".linenos, .gp"
copybutton_selector = "div.cell_input div.highlight pre, div.literal-block-wrapper pre, div.highlight-console pre, div.highlight-java pre"
