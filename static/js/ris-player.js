// <ris-player>: what a plain <video controls> lacks. The meeting's clock, ?t=, captions, speed, keys, hls.js when play is pressed.
// Without script the video inside works alone. Texts stand in the template, never here.

import { Captions } from "./ris-captions.js";
import { addressAt, momentOf, timecode, toMeeting, toPublic } from "./ris-clock.js";
import { remembered } from "./ris-kept.js";
import { Small } from "./ris-small.js";
import "./ris-menus.js";

const MIME = 'video/mp4; codecs="avc1.42E01E,mp4a.40.2"';
/** While playing, the address says where we are this often (s): a reload or a shared tab is never far off. */
const EVERY = 10;

class RisPlayer extends HTMLElement {
  #video; #hls = null; #ready = null; #spans = []; #chapters = []; #voices = []; #borders = []; #frame = 0; #chapter = null;
  #captions; #small; #sound = false; #inside = null; #leaving = new AbortController();

  connectedCallback() {
    this.#video = this.querySelector("video");
    if (!this.#video) return;
    const facts = JSON.parse(this.querySelector("script[type='application/json']")?.textContent || "{}");
    this.#spans = facts.spans || [];
    this.#chapters = facts.chapters || [];
    this.#voices = facts.voices || [];
    this.#borders = facts.borders || [];
    this.#leaving = new AbortController();
    const signal = this.#leaving.signal;
    // Ask for MSE first: recent Chromium plays HLS natively, but shows no subtitles of the playlist then.
    this.mse = Boolean((window.ManagedMediaSource || window.MediaSource)?.isTypeSupported(MIME));
    if (this.mse) {
      this.#video.querySelectorAll("source").forEach((source) => source.remove());
      this.#video.removeAttribute("src");
      this.#video.load();
    }
    this.#video.controls = false;
    this.#wireVideo(signal);
    this.#wireBar(signal);
    document.addEventListener("click", (event) => this.#clicked(event), { signal });
    document.addEventListener("keydown", (event) => this.#pressed(event), { signal, capture: true });
    this.querySelectorAll("[data-part]").forEach((part) => { part.hidden = ["error", "mini", "ended"].includes(part.dataset.part); });
    this.#captions = new Captions(this, this.#video, signal);
    this.#small = new Small(this, signal);
    this.#speed(Number(remembered.get("speed")) || 1);
    this.#soundOnly(Boolean(this.dataset.audio) && remembered.get("sound") === "only");
    this.#showTime();
    const start = this.dataset.start === undefined || this.dataset.start === "" ? null : Number(this.dataset.start);
    if (this.hasAttribute("data-autoplay")) this.seek(start ?? this.#spans[0]?.[0] ?? 0, { play: true });
    // An item's own player waits at its border and loads nothing before somebody wants to hear it.
    else if (start !== null && (!this.#borders.length || this.hasAttribute("data-stands"))) this.seek(start, { play: false });
    else this.#showNow(start);
  }

  disconnectedCallback() {
    this.#leaving.abort();
    cancelAnimationFrame(this.#frame);
    this.#unload();
  }

  #unload() {
    this.#hls?.destroy();
    this.#hls = null;
    this.#ready = null;
  }

  /** Whether somebody has begun to watch: a small player makes sense only then. */
  get begun() { return Boolean(this.#ready) && (this.playing || this.#video.currentTime > 0); }

  /** Where the player stands: ms on the meeting's clock. */
  get moment() { return toMeeting(this.#spans, this.#video.currentTime * 1000); }

  get playing() { return !this.#video.paused && !this.#video.ended; }

  /** Go to a moment of the meeting's clock. False when this recording does not hold it. */
  seek(ms, { play = this.playing } = {}) {
    const target = toPublic(this.#spans, ms);
    if (target === null) return false;
    const seconds = target / 1000;
    this.#inside = null;
    if (this.#ready) {
      this.#ready.then(() => { this.#video.currentTime = seconds; if (play) this.#play(); }, () => {});
    } else {
      this.#load(seconds).then(() => { if (play) this.#play(); }, (error) => this.#fail(error));
    }
    this.#cue(ms, play);
    this.#tell(ms);
    return true;
  }

  toggle() {
    if (!this.#ready) { this.#start(); return; }
    if (this.#video.paused) this.#play(); else this.#video.pause();
  }

  #start() {
    if (this.#borders.length) { this.seek(this.#borders[0][0], { play: true }); return; }
    this.#load(null).then(() => this.#play(), (error) => this.#fail(error));
    this.#cue(null, true);
  }

  #play() {
    this.#hideStart();
    this.#video.play().catch((error) => {
      // The browser wants a press first: then the big button says from where.
      if (error.name === "NotAllowedError") this.#showStart();
    });
  }

  #load(seconds) {
    this.#ready ??= this.mse && !this.#sound ? this.#loadByScript(seconds) : this.#loadNatively(seconds);
    return this.#ready;
  }

  async #loadByScript(seconds) {
    const { default: Hls } = await import(this.dataset.hls);
    const signal = this.#leaving.signal;
    if (signal.aborted) throw new DOMException("gone", "AbortError");
    if (!Hls.isSupported()) {
      this.mse = false;
      return this.#loadNatively(seconds);
    }
    // -1 is the start of a recording. Fragmented MP4 needs no repacking, so a worker would only cost.
    const hls = new Hls({ startPosition: seconds ?? -1, enableWorker: false, maxBufferLength: 30, backBufferLength: 60 });
    this.#hls = hls;
    let revived = 0;
    hls.on(Hls.Events.ERROR, (_event, data) => {
      if (!data.fatal) return;
      if (data.type === Hls.ErrorTypes.MEDIA_ERROR && revived++ < 2) hls.recoverMediaError();
      else this.#fail(new Error(data.details));
    });
    hls.attachMedia(this.#video);
    hls.loadSource(this.dataset.src);
    await this.#once(["loadedmetadata"], signal);
    // A start that hls.js moved to its first fragment would stand beside the promised second.
    if (seconds !== null && Math.abs(this.#video.currentTime - seconds) > 0.05) this.#video.currentTime = seconds;
  }

  async #loadNatively(seconds) {
    const video = this.#video;
    if (this.#sound) video.src = this.dataset.audio;
    else if (!video.querySelector("source")) video.src = this.dataset.src;
    video.preload = "metadata";
    video.load();
    if (video.readyState < 1) await this.#once(["loadedmetadata"], this.#leaving.signal);
    if (seconds !== null) video.currentTime = seconds;
  }

  #once(names, signal) {
    return new Promise((resolve, reject) => {
      for (const name of names) this.#video.addEventListener(name, resolve, { once: true, signal });
      this.#video.addEventListener("error", () => reject(this.#video.error), { once: true, signal });
      this.addEventListener("ris:failed", reject, { once: true, signal });
    });
  }

  #fail(error) {
    if (error?.name === "AbortError") return;
    this.#unload();
    this.#showStart();
    const box = this.querySelector("[data-part='error']");
    if (box) box.hidden = false;
    this.dispatchEvent(new CustomEvent("ris:failed", { bubbles: true, detail: String(error?.message || error) }));
  }

  // What is seen

  #cue(ms, play) {
    const button = this.querySelector("[data-part='start']");
    if (!button) return;
    if (play) button.dataset.busy = "";
    const at = button.querySelector("[data-at]");
    if (at && ms !== null) at.textContent = timecode(ms);
    button.querySelector("[data-from]")?.toggleAttribute("hidden", ms === null);
  }

  #hideStart() {
    const button = this.querySelector("[data-part='start']");
    if (button && !button.hidden) {
      const held = button === document.activeElement;
      button.hidden = true;
      this.#video.controls = !this.hasAttribute("data-small");
      if (held) this.#video.focus({ preventScroll: true });
    }
    const box = this.querySelector("[data-part='error']");
    if (box) box.hidden = true;
  }

  #showStart() {
    const button = this.querySelector("[data-part='start']");
    if (!button) return;
    delete button.dataset.busy;
    button.hidden = false;
    this.#video.controls = false;
  }

  #showTime() {
    if (!this.#ready) return; // Until then the server's words stand: where it would begin, and where it ends.
    const now = this.moment ?? 0;
    const last = this.#spans[this.#spans.length - 1];
    const time = this.querySelector("[data-now]");
    if (time) time.textContent = timecode(now);
    const here = this.querySelector(".line__here");
    if (here && last) {
      const [from, to] = [this.#spans[0][0], last[0] + last[2]];
      here.setAttribute("x", `${Math.max(0, Math.min(100, (100 * (now - from)) / Math.max(1, to - from))).toFixed(2)}%`);
    }
  }

  /** The item and the speaker of this moment, in words. */
  #showNow(ms) {
    const at = (rows) => rows.find(([starts, ends]) => ms !== null && ms >= starts && ms < ends) ?? null;
    if (ms !== null) this.querySelector("[data-now-hint]")?.remove();
    const words = { item: at(this.#chapters)?.[2] ?? "", voice: at(this.#voices)?.[2] ?? "" };
    for (const [name, text] of Object.entries(words)) {
      this.querySelectorAll(`[data-now-${name}]`).forEach((node) => { if (node.textContent !== text) node.textContent = text; });
    }
  }

  /** Tell the page where we stand: marks follow without waiting for the picture. */
  #tell(ms = this.moment) {
    if (ms === null) return;
    const chapter = this.#chapters.find(([starts, ends]) => ms >= starts && ms < ends) ?? null;
    const changed = chapter !== this.#chapter;
    this.#chapter = chapter;
    this.#showNow(ms);
    this.dispatchEvent(new CustomEvent("ris:time", {
      bubbles: true,
      detail: { t: ms / 1000, ms, playing: this.playing, chapter: chapter ? { starts: chapter[0], title: chapter[2] } : null },
    }));
    if (changed && this.playing) this.#address(ms);
  }

  /** At the end of an item's debate: on to where it was taken up again, else stop. Who leaves by hand is let go. */
  #minding(ms) {
    if (!this.#borders.length || ms === null) return;
    const within = this.#borders.findIndex(([starts, ends]) => ms >= starts - 60 && ms < ends - 40);
    if (within < 0 && this.#inside !== null) {
      const next = this.#borders[this.#inside + 1];
      this.#inside = null;
      if (next) this.seek(next[0], { play: true });
      else {
        this.#video.pause();
        this.querySelector("[data-part='ended']")?.removeAttribute("hidden");
      }
    } else if (within >= 0) {
      this.#inside = within;
      this.querySelector("[data-part='ended']")?.setAttribute("hidden", "");
    }
  }

  #address(ms) {
    if (!this.hasAttribute("data-address") || ms === null) return;
    history.replaceState(history.state, "", addressAt(Math.round(ms / 100) * 100));
  }

  #wireVideo(signal) {
    const video = this.#video;
    let [told, written] = [-1, 0];
    const tick = () => {
      // Ten times a second is enough for a word and calm for the machine.
      const tenth = Math.floor(video.currentTime * 10);
      if (tenth !== told) {
        told = tenth;
        this.#showTime();
        this.#tell();
        this.#minding(this.moment);
        if (Math.abs(video.currentTime - written) >= EVERY) { written = video.currentTime; this.#address(this.moment); }
      }
      if (this.playing) this.#frame = requestAnimationFrame(tick);
    };
    const on = (name, react) => video.addEventListener(name, react, { signal });
    on("playing", () => { this.#hideStart(); cancelAnimationFrame(this.#frame); tick(); });
    on("timeupdate", () => { if (!this.playing) { this.#showTime(); } });
    on("seeked", () => { this.#showTime(); this.#tell(); this.#address(this.moment); });
    on("pause", () => { this.#tell(); this.#address(this.moment); this.#pressedState(); });
    on("play", () => this.#pressedState());
    on("volumechange", () => this.#pressedState());
  }

  #wireBar(signal) {
    const on = (part, event, react) =>
      this.querySelectorAll(`[data-do='${part}']`).forEach((node) => node.addEventListener(event, react, { signal }));
    this.querySelector("[data-part='start']")?.addEventListener("click", () => this.toggle(), { signal });
    on("back", "click", () => this.#jump(-10));
    on("forward", "click", () => this.#jump(10));
    on("toggle", "click", () => this.toggle());
    on("previous-item", "click", () => this.#step(-1));
    on("next-item", "click", () => this.#step(1));
    on("shrink", "click", () => this.#small.dismiss());
    on("sound", "change", (event) => this.#soundOnly(event.target.checked));
    on("share", "click", () => this.#share());
    on("pip", "click", () => (document.pictureInPictureElement ? document.exitPictureInPicture() : this.#video.requestPictureInPicture()).catch(() => {}));
    this.querySelectorAll("[data-do='pip']").forEach((node) => { node.hidden = !document.pictureInPictureEnabled; });
    on("speed", "change", (event) => this.#speed(Number(event.target.value)));
    on("keys", "click", (event) => this.#listKeys(event.currentTarget));
    on("close", "click", () => this.querySelector("dialog")?.close());
    on("keys-everywhere", "change", (event) => remembered.set("keys", event.target.checked ? "on" : "off"));
    const everywhere = this.querySelector("[data-do='keys-everywhere']");
    if (everywhere) everywhere.checked = remembered.get("keys") !== "off";
  }

  #pressedState() {
    const state = this.playing ? "playing" : "paused";
    this.querySelectorAll("[data-if]").forEach((node) => { node.hidden = node.dataset.if !== state; });
  }

  /** Sound without picture: the file of the sound alone is loaded, the rest stays as it is. */
  #soundOnly(on) {
    const box = this.querySelector("[data-do='sound']");
    if (box) box.checked = on;
    if (on === this.#sound) return;
    const [started, at, was] = [Boolean(this.#ready), this.moment, this.playing];
    this.#sound = on;
    this.toggleAttribute("data-sound", on);
    remembered.set("sound", on ? "only" : "with-picture");
    if (!started) return;
    this.#unload();
    this.#video.removeAttribute("src");
    this.#video.load();
    this.seek(at, { play: was });
  }

  async #share() {
    const words = this.querySelector("[data-share-words]");
    const ms = Math.floor((this.moment ?? 0) / 1000) * 1000;
    let done = true;
    try { await navigator.clipboard.writeText(String(addressAt(ms, new URL(this.dataset.share, location.href)))); } catch { done = false; }
    const before = words.dataset.words ?? (words.dataset.words = words.textContent);
    words.textContent = done ? `${words.dataset.done}: ${timecode(ms)}` : words.dataset.failed;
    const said = this.querySelector("[data-share-said]");
    if (said) said.textContent = words.textContent;
    setTimeout(() => { words.textContent = before; if (said) said.textContent = ""; }, 4000);
  }

  /** To the start of the next or previous item; shortly after a start, back means the one before. */
  #step(by) {
    const now = this.moment ?? this.#spans[0]?.[0] ?? 0;
    const starts = this.#chapters.map(([begins]) => begins);
    const target = by > 0 ? starts.find((begins) => begins > now + 500) : starts.findLast((begins) => begins < now - 3000) ?? starts[0];
    if (target !== undefined && this.seek(target, { play: this.playing || !this.#ready })) this.#address(target);
  }

  #speed(rate) {
    const select = this.querySelector("[data-do='speed']");
    const known = select ? [...select.options].map((option) => Number(option.value)) : [1];
    const chosen = known.includes(rate) ? rate : 1;
    if (select) select.value = String(chosen);
    this.#video.defaultPlaybackRate = chosen;
    this.#video.playbackRate = chosen;
    remembered.set("speed", String(chosen));
  }

  #jump(seconds) {
    if (!this.#ready) { this.#start(); return; }
    const end = Number.isFinite(this.#video.duration) ? this.#video.duration : Infinity;
    this.#video.currentTime = Math.max(0, Math.min(end, this.#video.currentTime + seconds));
  }

  // Links with ?t= anywhere on the page, and keys

  #clicked(event) {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest?.("a[data-t]");
    if (!link || !this.hasAttribute("data-address")) return;
    const href = link.href?.baseVal ?? link.href;
    const ms = momentOf(href);
    if (ms === null || new URL(href, document.baseURI).pathname !== location.pathname) return;
    if (!this.seek(ms, { play: true })) return; // Another part of the meeting: then the link simply leads there.
    event.preventDefault();
    this.#address(ms);
  }

  #pressed(event) {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return;
    const target = event.target;
    const inside = this.contains(target) || Boolean(target.closest?.("ris-transcript"));
    // Single keys on the whole page can be switched off (WCAG 2.1.4); inside player and Wortlaut they always work.
    if (!inside && (!this.hasAttribute("data-address") || remembered.get("keys") === "off")) return;
    if (target.closest?.("input, select, textarea, dialog, [contenteditable='true']")) return;
    const onControl = Boolean(target.closest?.("a, button, summary, [role='tab']"));
    const arrows = inside && !target.closest?.("ris-transcript, [data-line]");
    const act = {
      " ": onControl ? null : () => this.toggle(),
      k: () => this.toggle(),
      j: () => this.#jump(-10),
      l: () => this.#jump(10),
      ArrowLeft: arrows && target.getAttribute?.("role") !== "tab" ? () => this.#jump(-5) : null,
      ArrowRight: arrows && target.getAttribute?.("role") !== "tab" ? () => this.#jump(5) : null,
      c: () => this.#captions.toggle(),
      n: () => this.#step(1),
      p: () => this.#step(-1),
      m: () => { this.#video.muted = !this.#video.muted; },
      f: () => this.#fullscreen(),
      "?": () => this.#listKeys(),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation(); // Otherwise the browser's own controls would act a second time.
    act();
  }

  // The menu closes behind its button, so the browser finds nothing to give the focus back to: its summary takes it.
  #listKeys(from = document.activeElement) {
    const dialog = this.querySelector("dialog");
    if (!dialog || dialog.open) return;
    const back = from?.closest("[data-menu]")?.querySelector("summary") ?? from;
    dialog.addEventListener("close", () => setTimeout(() => back?.focus(), 0), { once: true });
    dialog.showModal();
  }

  #fullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else (this.#video.requestFullscreen?.() ?? this.#video.webkitEnterFullscreen?.());
  }
}

customElements.define("ris-player", RisPlayer);
