// SPDX-License-Identifier: Apache-2.0
// The slash focuses the search; the rest of a page works without script.
document.addEventListener("keydown", event => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const field = document.getElementById("search-words") || document.querySelector(".sidebar-search");
    if (field) {
      event.preventDefault();
      const drawer = document.getElementById("__navigation");
      if (drawer && field.classList.contains("sidebar-search") && !field.offsetParent) drawer.checked = true;
      field.focus();
    }
  }
});
