// SPDX-License-Identifier: Apache-2.0
// The slash focuses the search, Escape closes a drawer; the rest of a page works without script.
document.addEventListener("keydown", event => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const field = document.getElementById("search-words") || document.querySelector(".sidebar-search");
    if (field) {
      event.preventDefault();
      const drawer = document.getElementById("__navigation");
      if (getComputedStyle(field).visibility === "hidden") drawer.checked = true;
      field.focus();
    }
  }
});
document.addEventListener("keydown", event => {
  if (event.key !== "Escape") return;
  for (const drawer of document.querySelectorAll(".sidebar-toggle:checked")) {
    drawer.checked = false;
    drawer.focus();
  }
});
