// <ris-player>: what a plain <video controls> lacks. It joins the parts (loading, moment, captions, keys, small player) and keeps
// the place: the meeting's clock, ?t=, speed.
// Without script the video inside works alone. Texts stand in the template, never here.

import { Captions } from "./ris-captions.js";
import { addressAt, momentOf, timecode, toMeeting, toPublic } from "./ris-clock.js";
import { remembered } from "./ris-kept.js";
import { listenToKeys } from "./ris-keys.js";
import { Loading } from "./ris-loading.js";
import { Moment } from "./ris-moment.js";
import { Small } from "./ris-small.js";
import "./ris-menus.js";

/** While playing, the address says where we are this often (s): a reload or a shared tab is never far off. */
const EVERY = 10;

class RisPlayer extends HTMLElement {
  #video; #loading = null; #moment; #spans = []; #borders = []; #frame = 0; #chapter = null;
  #captions; #small; #inside = null; #leaving = new AbortController();

  connectedCallback() {
    this.#video = this.querySelector("video");
    if (!this.#video) return;
    const facts = JSON.parse(this.querySelector("script[type='application/json']")?.textContent || "{}");
    this.#spans = facts.spans || [];
    this.#borders = facts.borders || [];
    this.#moment = new Moment(this, { spans: this.#spans, chapters: facts.chapters || [], voices: facts.voices || [] });
    this.#leaving = new AbortController();
    const signal = this.#leaving.signal;
    this.#loading = new Loading(this, this.#video, (error) => this.#fail(error), signal);
    this.#video.controls = false;
    this.#wireVideo(signal);
    this.#wireBar(signal);
    document.addEventListener("click", (event) => this.#clicked(event), { signal });
    listenToKeys(this, {
      toggle: () => this.toggle(),
      jump: (seconds) => this.#jump(seconds),
      step: (by) => this.#step(by),
      captions: () => this.#captions.toggle(),
      mute: () => { this.#video.muted = !this.#video.muted; },
      fullscreen: () => this.#fullscreen(),
    }, signal);
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
    else this.#moment.showWords(start);
  }

  disconnectedCallback() {
    this.#leaving.abort();
    cancelAnimationFrame(this.#frame);
    this.#loading?.unload();
  }

  /** Whether somebody has begun to watch: a small player makes sense only then. */
  get begun() { return Boolean(this.#loading.ready) && (this.playing || this.#video.currentTime > 0); }

  /** Where the player stands: ms on the meeting's clock. */
  get moment() { return toMeeting(this.#spans, this.#video.currentTime * 1000); }

  get playing() { return !this.#video.paused && !this.#video.ended; }

  /** Go to a moment of the meeting's clock. False when this recording does not hold it. */
  seek(ms, { play = this.playing } = {}) {
    const target = toPublic(this.#spans, ms);
    if (target === null) return false;
    const seconds = target / 1000;
    this.#inside = null;
    if (this.#loading.ready) {
      this.#loading.ready.then(() => { this.#video.currentTime = seconds; if (play) this.#play(); }, () => {});
    } else {
      this.#loading.load(seconds).then(() => { if (play) this.#play(); }, (error) => this.#fail(error));
    }
    this.#cue(ms, play);
    this.#tell(ms);
    return true;
  }

  toggle() {
    if (!this.#loading.ready) { this.#start(); return; }
    if (this.#video.paused) this.#play(); else this.#video.pause();
  }

  #start() {
    if (this.#borders.length) { this.seek(this.#borders[0][0], { play: true }); return; }
    this.#loading.load(null).then(() => this.#play(), (error) => this.#fail(error));
    this.#cue(null, true);
  }

  #play() {
    this.#hideStart();
    this.#video.play().catch((error) => {
      // The browser wants a press first: then the big button says from where.
      if (error.name === "NotAllowedError") this.#showStart();
    });
  }

  #fail(error) {
    if (error?.name === "AbortError") return;
    this.#loading.unload();
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
    if (this.#loading.ready) this.#moment.showTime(this.moment ?? 0); // Until then the server's words stand.
  }

  /** Tell the page where we stand: marks follow without waiting for the picture. */
  #tell(ms = this.moment) {
    if (ms === null) return;
    const chapter = this.#moment.chapterAt(ms);
    const changed = chapter !== this.#chapter;
    this.#chapter = chapter;
    this.#moment.showWords(ms);
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
  }

  #pressedState() {
    const state = this.playing ? "playing" : "paused";
    this.querySelectorAll("[data-if]").forEach((node) => { node.hidden = node.dataset.if !== state; });
  }

  /** Sound without picture: the file of the sound alone is loaded, the rest stays as it is. */
  #soundOnly(on) {
    const box = this.querySelector("[data-do='sound']");
    if (box) box.checked = on;
    if (on === this.#loading.sound) return;
    const [started, at, was] = [Boolean(this.#loading.ready), this.moment, this.playing];
    this.#loading.choose(on);
    this.toggleAttribute("data-sound", on);
    remembered.set("sound", on ? "only" : "with-picture");
    if (started) this.seek(at, { play: was });
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

  /** To the start of the next or previous item. */
  #step(by) {
    const target = this.#moment.beginningFrom(this.moment ?? this.#spans[0]?.[0] ?? 0, by);
    if (target !== undefined && this.seek(target, { play: this.playing || !this.#loading.ready })) this.#address(target);
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
    if (!this.#loading.ready) { this.#start(); return; }
    const end = Number.isFinite(this.#video.duration) ? this.#video.duration : Infinity;
    this.#video.currentTime = Math.max(0, Math.min(end, this.#video.currentTime + seconds));
  }

  // Links with ?t= anywhere on the page

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

  #fullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else (this.#video.requestFullscreen?.() ?? this.#video.webkitEnterFullscreen?.());
  }
}

customElements.define("ris-player", RisPlayer);
