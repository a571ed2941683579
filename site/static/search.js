// SPDX-License-Identifier: Apache-2.0
// Search over prose, code, outputs and the library. The index is a script, since a page from file:// may not fetch one.
(() => {
  const field = document.getElementById("search-words");
  const list = document.getElementById("search-results");
  const count = document.getElementById("search-count");
  const MOST = 40;
  // ConnectedComponents is found by "connected components" too.
  const plain = text => (text + " " + text.replace(/([a-z0-9])([A-Z])/g, "$1 $2")).toLowerCase();
  const index = (window.COURSE_SEARCH || []).map(e => ({ ...e, title: plain(e.t), text: e.x.toLowerCase(), page: e.p.toLowerCase() }));

  function score(entry, words) {
    let sum = 0;
    for (const word of words) {
      const inTitle = entry.title.indexOf(word), inText = entry.text.indexOf(word);
      if (inTitle >= 0) sum += startsWord(entry.title, inTitle) ? 30 : 12;
      if (inText >= 0) sum += 3 + Math.min(4, entry.text.split(word).length - 1) + (startsWord(entry.text, inText) ? 3 : 0);
      if (inTitle < 0 && inText < 0 && !entry.page.includes(word)) return 0;
    }
    if (words.length > 1 && (entry.title + " " + entry.text).includes(words.join(" "))) sum += 20;
    return sum;
  }

  const startsWord = (text, at) => at === 0 || !/[a-z0-9]/.test(text[at - 1]);

  function excerpt(entry, words) {
    const at = Math.min(...words.map(w => entry.text.indexOf(w)).filter(i => i >= 0));
    if (!isFinite(at)) return entry.x.slice(0, 180) + (entry.x.length > 180 ? " …" : "");
    const from = Math.max(0, at - 60);
    return (from > 0 ? "… " : "") + entry.x.slice(from, at + 150) + (at + 150 < entry.x.length ? " …" : "");
  }

  function marked(text, words) {
    const holder = document.createElement("span");
    const pattern = new RegExp("(" + words.map(w => w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|") + ")", "i");
    text.split(pattern).forEach((part, n) => {
      const node = document.createElement(n % 2 ? "mark" : "span");
      node.textContent = part;
      holder.append(node);
    });
    return holder;
  }

  function show() {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    list.replaceChildren();
    if (!words.length) { count.textContent = ""; return; }
    const hits = index.map(e => [score(e, words), e]).filter(h => h[0] > 0).sort((a, b) => b[0] - a[0]);
    count.textContent = hits.length === 0 ? "Nothing found. Fewer or shorter words find more."
      : hits.length === 1 ? "One place" : hits.length > MOST ? `${hits.length} places; the best ${MOST} are shown` : `${hits.length} places`;
    for (const [, entry] of hits.slice(0, MOST)) {
      const item = document.createElement("li"), link = document.createElement("a"), where = document.createElement("p"), words_ = document.createElement("p");
      link.href = entry.u;
      link.textContent = entry.t;
      where.className = "where";
      where.textContent = `${entry.k} · ${entry.p}`;
      words_.className = entry.k === "code" || entry.k === "output" ? "excerpt code" : "excerpt";
      words_.append(marked(excerpt(entry, words), words));
      item.append(link, where, words_);
      list.append(item);
    }
  }

  field.value = new URLSearchParams(location.search).get("q") || "";
  field.addEventListener("input", show);
  document.getElementById("search-form").addEventListener("submit", event => { event.preventDefault(); list.querySelector("a")?.focus(); });
  show();
  if (!field.value) field.focus();
})();
