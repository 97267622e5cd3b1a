// <ris-transcript>: the Wortlaut that follows the sound. Marks the spoken word, follows until the reader scrolls, seeks on a
// click, searches within, copies a quote with its source. The text is never rebuilt: marks are ranges (CSS Custom Highlight),
// so a selection survives playing. Without script it is plain text with links to every turn.
// Of a long one the server sends a page; the others are brought when they are needed: to follow, to search, for a link.

import { addressAt, timecode } from "./ris-clock.js";

const canMark = typeof Highlight === "function" && Boolean(CSS.highlights);
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

class RisTranscript extends HTMLElement {
  #segments = []; #words = null; #loading = null; #now = null; #following = true; #ours = 0; #found = []; #at = -1;
  #leaving = new AbortController(); #wait = 0; #bringing = null;

  connectedCallback() {
    this.#leaving = new AbortController();
    const signal = this.#leaving.signal;
    this.#read();
    document.addEventListener("ris:time", (event) => this.#time(event.detail), { signal });
    document.addEventListener("selectionchange", () => this.#selected(), { signal });
    this.addEventListener("click", (event) => this.#clicked(event), { signal });
    // Only what a reader does counts as scrolling away, not what we or the layout do.
    for (const name of ["wheel", "touchmove"]) this.addEventListener(name, () => this.#leave(), { signal, passive: true });
    this.addEventListener("keydown", (event) => {
      if (["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"].includes(event.key) && !event.target.closest("input")) this.#leave();
    }, { signal });
    document.addEventListener("scroll", (event) => {
      if (performance.now() > this.#ours && this.#isOurs(event.target)) this.#leave();
    }, { signal, capture: true, passive: true });
    this.#wire("back", "click", () => this.follow());
    this.#wire("quote", "click", () => this.#copy());
    this.querySelector("form")?.addEventListener("submit", (event) => event.preventDefault(), { signal });
    this.#wire("search", "input", () => { clearTimeout(this.#wait); this.#wait = setTimeout(() => this.#searchAll(), 120); });
    this.#wire("search", "keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); this.#searchAll().then(() => this.#step(event.shiftKey ? -1 : 1)); }
      if (event.key === "Escape" && event.target.value) { event.preventDefault(); event.target.value = ""; this.#search(); }
    });
    this.#wire("next", "click", () => this.#step(1));
    this.#wire("previous", "click", () => this.#step(-1));
    const start = this.dataset.start;
    if (start !== undefined && start !== "") this.#time({ ms: Number(start), playing: false });
    // A link to a turn that stands on another page.
    if (/^#(t|ab)-?\d+$/.test(location.hash) && !document.getElementById(location.hash.slice(1))) {
      this.#whole().then(() => document.getElementById(location.hash.slice(1))?.scrollIntoView());
    }
  }

  disconnectedCallback() {
    this.#leaving.abort();
    if (canMark) for (const name of ["ris-said", "ris-found", "ris-found-now"]) CSS.highlights.delete(name);
  }

  #read() {
    // The server's mark (for pages without script) becomes a range, so that the text nodes are whole again.
    this.querySelectorAll(".seg mark").forEach((mark) => { const seg = mark.parentNode; mark.replaceWith(mark.textContent); seg.normalize(); });
    this.#segments = [...this.querySelectorAll(".seg")].map((node) => ({
      node, starts: Number(node.dataset.s), ends: Number(node.dataset.e), tokens: null,
    }));
  }

  /** All pages instead of one; what the reader has before the eyes stays there. Once, and again where it has failed. */
  #whole() {
    if (!this.dataset.whole) return Promise.resolve();
    this.#bringing ??= fetch(this.dataset.whole, { headers: { Accept: "text/html" } })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(String(answer.status)))))
      .then((html) => {
        const text = new DOMParser().parseFromString(html, "text/html").querySelector("ris-transcript .transcript__text");
        const seen = [...this.querySelectorAll(".turn")].find((turn) => turn.getBoundingClientRect().bottom > 0);
        const before = seen?.getBoundingClientRect().top;
        this.querySelector(".transcript__text").replaceWith(document.adoptNode(text));
        this.querySelectorAll("[data-part='leaf']").forEach((part) => part.remove());
        delete this.dataset.whole;
        this.#read();
        this.#now = null;
        const again = seen && document.getElementById(seen.id);
        this.#ours = performance.now() + 150;
        if (again) this.#scroller().scrollBy({ top: again.getBoundingClientRect().top - before, behavior: "instant" });
      })
      .catch(() => { this.#bringing = null; }); // Then this page is followed and searched, and links lead to the others.
    return this.#bringing;
  }

  /** Follow the sound again and go to where it is. */
  follow() {
    this.#following = true;
    this.#show("back", false);
    if (this.#now) this.#scrollTo(this.#now.node, true);
  }

  #wire(part, name, react) {
    this.querySelectorAll(`[data-do='${part}']`).forEach((node) => node.addEventListener(name, react, { signal: this.#leaving.signal }));
  }

  #show(part, shown) { this.querySelectorAll(`[data-part='${part}']`).forEach((node) => { node.hidden = !shown; }); }

  // Words and times

  /** Times of words: {segment start: [ms from its start, …]}; fetched when first needed, kept. */
  #times() {
    if (this.#words) return Promise.resolve(this.#words);
    this.#loading ??= fetch(this.dataset.words, { headers: { Accept: "application/json" } })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
      .then((words) => (this.#words = words))
      .catch(() => { this.#loading = null; return {}; }); // Then whole segments are marked: less fine, never wrong.
    return this.#loading;
  }

  #tokens(segment) {
    if (!segment.tokens) {
      const text = segment.node.textContent;
      segment.tokens = [...text.matchAll(/\S+/g)].map((match) => [match.index, match.index + match[0].length]);
    }
    return segment.tokens;
  }

  #offsets(segment) { return this.#words?.[segment.starts] ?? []; }

  #wordAt(segment, ms) {
    const offsets = this.#offsets(segment);
    let index = -1;
    // 60 ms of grace: addresses are rounded to tenths, and a picture stands between two frames, never exactly on a word.
    for (let i = 0; i < offsets.length && segment.starts + offsets[i] <= ms + 60; i += 1) index = i;
    return index;
  }

  #segmentAt(ms) {
    let [low, high] = [0, this.#segments.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (this.#segments[middle].starts <= ms + 60) low = middle + 1; else high = middle - 1;
    }
    return this.#segments[high] ?? null;
  }

  #range(segment, from, to) {
    const text = segment.node.firstChild;
    if (!text || text.nodeType !== Node.TEXT_NODE || to > text.length) return null;
    const range = new Range();
    range.setStart(text, from);
    range.setEnd(text, to);
    return range;
  }

  // Follow

  #time({ ms, playing }) {
    if (playing && this.dataset.whole && (ms < this.#segments[0]?.starts || ms > this.#segments.at(-1)?.ends)) this.#whole();
    const segment = this.#segmentAt(ms);
    if (!this.#words && segment) this.#times().then(() => this.#mark(this.#segmentAt(ms), ms));
    this.#mark(segment, ms);
    if (segment && this.#following && (playing || segment !== this.#now)) this.#scrollTo(segment.node);
    this.#now = segment;
    if (!this.#following) this.#show("back", Boolean(segment));
  }

  #mark(segment, ms) {
    const turn = segment?.node.closest(".turn") ?? null;
    this.querySelectorAll(".turn[data-now]").forEach((node) => { if (node !== turn) node.removeAttribute("data-now"); });
    turn?.setAttribute("data-now", "");
    if (!canMark) return;
    // After the last word of a segment (plus a breath) nothing is being said, and nothing is marked.
    const over = !segment || ms > segment.ends + 400;
    const tokens = over ? [] : this.#tokens(segment);
    const token = over ? undefined : tokens[this.#wordAt(segment, ms)];
    const range = token && this.#range(segment, ...token);
    if (range) CSS.highlights.set("ris-said", new Highlight(range));
    else CSS.highlights.delete("ris-said");
  }

  #isOurs(target) { return target === document || (target instanceof Element && target.contains(this)); }

  #leave() {
    if (!this.#following || !this.#now) return;
    this.#following = false;
    this.#show("back", true);
  }

  #scroller() {
    for (let node = this.parentElement; node && node !== document.body; node = node.parentElement) {
      if (/(auto|scroll)/.test(getComputedStyle(node).overflowY) && node.scrollHeight > node.clientHeight + 1) return node;
    }
    return document.scrollingElement;
  }

  #scrollTo(node, always = false) {
    if (!node.getClientRects().length) return; // In a tab that is not shown.
    const box = this.#scroller();
    const page = box === document.scrollingElement;
    // Where text and player stand below each other, the picture is not scrolled away: only who has gone to the text is led on.
    if (page && !always && !document.querySelector(".player[data-small]")) return;
    const view = page ? { top: 0, height: innerHeight } : box.getBoundingClientRect();
    const cover = page ? document.querySelector(".player[data-small] .player__mini")?.getBoundingClientRect().bottom ?? 0 : 72;
    const free = view.height - Math.max(0, cover);
    const here = node.getBoundingClientRect();
    const top = here.top - view.top - Math.max(0, cover);
    if (!always && top > free * 0.08 && here.bottom - view.top - Math.max(0, cover) < free * 0.72) return;
    this.#ours = performance.now() + (still() ? 150 : 900);
    box.scrollBy({ top: top - free * 0.3, behavior: still() || always || Math.abs(top) > 2 * free ? "auto" : "smooth" });
  }

  // Click a word

  #clicked(event) {
    if (event.defaultPrevented || event.button !== 0 || event.target.closest("a, button, input")) return;
    const selection = getSelection();
    if (selection && !selection.isCollapsed) return; // Somebody selects words.
    const node = event.target.closest(".seg");
    const segment = node && this.#segments.find((one) => one.node === node);
    if (!segment) return;
    const position = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    const offset = position ? position.offset : document.caretRangeFromPoint?.(event.clientX, event.clientY)?.startOffset ?? 0;
    this.#times().then(() => this.#seek(this.#momentAt(segment, offset)));
  }

  /** Start of the word at this character of the segment (ms on the meeting's clock). */
  #momentAt(segment, offset) {
    const index = this.#tokens(segment).findIndex(([, end]) => offset <= end);
    return segment.starts + (this.#offsets(segment)[index] ?? 0);
  }

  #seek(ms) {
    this.#following = true;
    this.#show("back", false);
    const players = [...document.querySelectorAll("ris-player")];
    if (!players.some((player) => player.seek?.(ms, { play: true }))) location.assign(this.#link(ms));
  }

  /** Where this moment can be watched: the meeting's page, whatever page we are on. */
  #link(ms) { return addressAt(ms, this.dataset.watch ? new URL(this.dataset.watch, location.href) : location.href); }

  // Search within

  /** On all pages: those that are not here are brought first. */
  #searchAll() {
    const output = this.querySelector("[data-count]");
    if (this.dataset.whole) output.textContent = output.dataset.busy ?? "";
    return this.#whole().then(() => this.#search());
  }

  #search() {
    const input = this.querySelector("[data-do='search']");
    const wanted = input.value.trim().replace(/\s+/g, " ").toLocaleLowerCase("de");
    this.#found = [];
    this.#at = -1;
    if (wanted.length > 1) {
      for (const segment of this.#segments) {
        const text = segment.node.textContent.toLocaleLowerCase("de");
        // A letter that changes its length in lower case would shift the marks (İ); then that segment is not marked.
        if (text.length !== segment.node.textContent.length) continue;
        for (let i = text.indexOf(wanted); i >= 0; i = text.indexOf(wanted, i + wanted.length)) {
          const range = this.#range(segment, i, i + wanted.length);
          if (range) this.#found.push({ segment, range });
        }
      }
    }
    if (canMark) {
      CSS.highlights.delete("ris-found-now");
      CSS.highlights.set("ris-found", new Highlight(...this.#found.map((one) => one.range)));
    }
    this.#count(wanted.length > 1);
  }

  #step(by) {
    if (!this.#found.length) return;
    this.#at = (this.#at + by + this.#found.length) % this.#found.length;
    const { segment, range } = this.#found[this.#at];
    if (canMark) CSS.highlights.set("ris-found-now", new Highlight(range));
    this.#leave();
    this.#following = false;
    this.#scrollTo(segment.node, true);
    this.#count(true);
  }

  #count(shown) {
    const output = this.querySelector("[data-count]");
    const { none = "0", some = "{n}", of = "{i} / {n}" } = output.dataset;
    const n = String(this.#found.length);
    const text = this.#found.length === 0 ? none : this.#at < 0 ? some : of;
    output.textContent = shown ? text.replace("{i}", String(this.#at + 1)).replace("{n}", n) : "";
    this.querySelectorAll("[data-do='next'], [data-do='previous']").forEach((node) => { node.disabled = !this.#found.length; });
  }

  // Quote

  #picked() {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const touched = this.#segments.filter((segment) => range.intersectsNode(segment.node));
    if (!touched.length || !this.contains(range.commonAncestorContainer)) return null;
    return { range, touched };
  }

  #selected() { this.#show("quote", Boolean(this.#picked())); }

  async #copy() {
    const picked = this.#picked();
    if (!picked) return;
    const { range, touched } = picked;
    const first = touched[0];
    await this.#times();
    const from = range.startContainer === first.node.firstChild ? range.startOffset : 0;
    const ms = this.#momentAt(first, from + (/^\s/.test(first.node.textContent.slice(from)) ? 1 : 0));
    // Word by word from the segments: what stands between them (names, times) is not part of what was said.
    const said = touched.map((segment, index) => {
      const text = segment.node.textContent;
      const start = index === 0 ? from : 0;
      const end = range.endContainer === segment.node.firstChild ? range.endOffset : text.length;
      return text.slice(start, end);
    }).join(" ").replace(/\s+/g, " ").trim();
    const speakers = [...new Set(touched.map((segment) => segment.node.closest("[data-speaker]")?.dataset.speaker).filter(Boolean))];
    const items = [...new Set(touched.map((segment) => segment.node.closest("[data-item]")?.dataset.item).filter(Boolean))];
    const where = [this.dataset.title, this.dataset.date, timecode(ms)].filter(Boolean).join(", ");
    const checked = touched.every((segment) => segment.node.classList.contains("seg--checked"));
    const lines = [`„${said}“`, speakers.join("; "), items.join("; "), where, checked ? this.dataset.checked : this.dataset.auto];
    const done = await put([...lines, this.#link(Math.floor(ms / 100) * 100)].filter(Boolean).join("\n"));
    const status = this.querySelector("[data-said]");
    if (status) {
      status.textContent = done ? status.dataset.done : status.dataset.failed;
      setTimeout(() => { status.textContent = ""; }, 4000);
    }
  }
}

async function put(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

customElements.define("ris-transcript", RisTranscript);
