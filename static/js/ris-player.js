// <ris-player>: what a plain <video controls> lacks. The meeting's clock, ?t=, captions, speed, keys, hls.js when play is pressed.
// Without script the video inside works alone. Texts stand in the template, never here.

import { addressAt, momentOf, timecode, toMeeting, toPublic } from "./ris-clock.js";

const MIME = 'video/mp4; codecs="avc1.42E01E,mp4a.40.2"';
const remembered = {
  get(key) { try { return localStorage.getItem(`ris.${key}`); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(`ris.${key}`, value); } catch { /* private mode: then for this page only */ } },
};

class RisPlayer extends HTMLElement {
  #video; #hls = null; #ready = null; #spans = []; #chapters = []; #frame = 0; #chapter = null; #leaving = new AbortController();

  connectedCallback() {
    this.#video = this.querySelector("video");
    if (!this.#video) return;
    const facts = JSON.parse(this.querySelector("script[type='application/json']")?.textContent || "{}");
    this.#spans = facts.spans || [];
    this.#chapters = facts.chapters || [];
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
    this.querySelectorAll("[data-part]").forEach((part) => { part.hidden = part.dataset.part === "error"; });
    this.#speed(Number(remembered.get("speed")) || 1);
    this.#captions(remembered.get("captions") === "on");
    this.#showTime();
    const start = this.dataset.start === undefined || this.dataset.start === "" ? null : Number(this.dataset.start);
    if (this.hasAttribute("data-autoplay")) this.seek(start ?? this.#spans[0]?.[0] ?? 0, { play: true });
    else if (start !== null) this.seek(start, { play: false });
  }

  disconnectedCallback() {
    this.#leaving.abort();
    cancelAnimationFrame(this.#frame);
    this.#hls?.destroy();
    this.#hls = null;
    this.#ready = null;
  }

  /** Where the player stands: ms on the meeting's clock. */
  get moment() { return toMeeting(this.#spans, this.#video.currentTime * 1000); }

  get playing() { return !this.#video.paused && !this.#video.ended; }

  /** Go to a moment of the meeting's clock. False when this recording does not hold it. */
  seek(ms, { play = this.playing } = {}) {
    const target = toPublic(this.#spans, ms);
    if (target === null) return false;
    const seconds = target / 1000;
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
    this.#ready ??= this.mse ? this.#loadByScript(seconds) : this.#loadNatively(seconds);
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
    if (!video.querySelector("source") && !video.src) video.src = this.dataset.src;
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
    this.#hls?.destroy();
    this.#hls = null;
    this.#ready = null;
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
      this.#video.controls = true;
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
    const now = this.moment ?? 0;
    const last = this.#spans[this.#spans.length - 1];
    const time = this.querySelector("[data-now]");
    if (time) time.textContent = timecode(now);
    const whole = this.querySelector("[data-whole]");
    if (whole && last) whole.textContent = timecode(last[0] + last[2]);
    const line = this.querySelector(".line rect.here");
    if (line && last) {
      const [from, to] = [this.#spans[0][0], last[0] + last[2]];
      line.setAttribute("x", String(Math.max(0, Math.min(1000, (1000 * (now - from)) / Math.max(1, to - from)))));
    }
  }

  /** Tell the page where we stand: marks follow without waiting for the picture. */
  #tell(ms = this.moment) {
    if (ms === null) return;
    const chapter = this.#chapters.find(([starts, ends]) => ms >= starts && ms < ends) ?? null;
    const changed = chapter !== this.#chapter;
    this.#chapter = chapter;
    if (changed) {
      const now = this.querySelector(".player__now");
      if (now) now.textContent = chapter ? chapter[2] : "";
    }
    this.dispatchEvent(new CustomEvent("ris:time", {
      bubbles: true,
      detail: { t: ms / 1000, ms, playing: this.playing, chapter: chapter ? { starts: chapter[0], title: chapter[2] } : null },
    }));
    if (changed && this.playing) this.#address(ms);
  }

  #address(ms) {
    if (!this.hasAttribute("data-address") || ms === null) return;
    history.replaceState(history.state, "", addressAt(Math.round(ms / 100) * 100));
  }

  #wireVideo(signal) {
    const video = this.#video;
    let told = -1;
    const tick = () => {
      // Ten times a second is enough for a word and calm for the machine.
      const tenth = Math.floor(video.currentTime * 10);
      if (tenth !== told) { told = tenth; this.#showTime(); this.#tell(); }
      if (this.playing) this.#frame = requestAnimationFrame(tick);
    };
    const on = (name, react) => video.addEventListener(name, react, { signal });
    on("playing", () => { this.#hideStart(); cancelAnimationFrame(this.#frame); tick(); });
    on("timeupdate", () => { if (!this.playing) { this.#showTime(); } });
    on("seeked", () => { this.#showTime(); this.#tell(); this.#address(this.moment); });
    on("pause", () => { this.#tell(); this.#address(this.moment); this.#pressedState(); });
    on("play", () => this.#pressedState());
    on("volumechange", () => this.#pressedState());
    video.textTracks.addEventListener?.("change", () => this.#pressedState(), { signal });
  }

  #wireBar(signal) {
    const on = (part, event, react) =>
      this.querySelectorAll(`[data-do='${part}']`).forEach((node) => node.addEventListener(event, react, { signal }));
    this.querySelector("[data-part='start']")?.addEventListener("click", () => this.toggle(), { signal });
    on("back", "click", () => this.#jump(-10));
    on("forward", "click", () => this.#jump(10));
    on("captions", "click", () => this.#captions(!this.#captionsShown()));
    on("speed", "change", (event) => this.#speed(Number(event.target.value)));
    on("keys", "click", () => this.querySelector("dialog")?.showModal());
    on("close", "click", () => this.querySelector("dialog")?.close());
    on("keys-everywhere", "change", (event) => remembered.set("keys", event.target.checked ? "on" : "off"));
    const everywhere = this.querySelector("[data-do='keys-everywhere']");
    if (everywhere) everywhere.checked = remembered.get("keys") !== "off";
  }

  #pressedState() {
    this.querySelector("[data-do='captions']")?.setAttribute("aria-pressed", String(this.#captionsShown()));
  }

  #captionTracks() { return [...this.#video.textTracks].filter((track) => ["captions", "subtitles"].includes(track.kind)); }

  #captionsShown() { return this.#captionTracks().some((track) => track.mode === "showing"); }

  #captions(show) {
    const tracks = this.#captionTracks();
    // Only our own track: the playlist's copy of the same words would stand there twice.
    tracks.forEach((track, index) => { track.mode = show && index === 0 ? "showing" : "disabled"; });
    remembered.set("captions", show ? "on" : "off");
    const button = this.querySelector("[data-do='captions']");
    if (button) button.disabled = !tracks.length;
    this.#pressedState();
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
    const arrows = inside && !target.closest?.("ris-transcript");
    const act = {
      " ": onControl ? null : () => this.toggle(),
      k: () => this.toggle(),
      j: () => this.#jump(-10),
      l: () => this.#jump(10),
      ArrowLeft: arrows && target.getAttribute?.("role") !== "tab" ? () => this.#jump(-5) : null,
      ArrowRight: arrows && target.getAttribute?.("role") !== "tab" ? () => this.#jump(5) : null,
      c: () => this.#captions(!this.#captionsShown()),
      m: () => { this.#video.muted = !this.#video.muted; },
      f: () => this.#fullscreen(),
      "?": () => this.querySelector("dialog")?.showModal(),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation(); // Otherwise the browser's own controls would act a second time.
    act();
  }

  #fullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else (this.#video.requestFullscreen?.() ?? this.#video.webkitEnterFullscreen?.());
  }
}

customElements.define("ris-player", RisPlayer);
