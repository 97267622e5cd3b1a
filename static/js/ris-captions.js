// Captions of a player: on, off, and how large.

import { remembered } from "./ris-kept.js";

export class Captions {
  #player; #video; #button; #size;

  constructor(player, video, signal) {
    this.#player = player;
    this.#video = video;
    this.#button = player.querySelector("[data-do='captions']");
    this.#size = player.querySelector("[data-do='caption-size']");
    this.#button?.addEventListener("click", () => this.toggle(), { signal });
    this.#size?.addEventListener("change", () => this.#resize(this.#size.value), { signal });
    // The browser's own menu can switch them too.
    video.textTracks.addEventListener?.("change", () => this.#tell(), { signal });
    this.#resize(remembered.get("caption-size") || "");
    this.show(remembered.get("captions") === "on");
  }

  get #tracks() { return [...this.#video.textTracks].filter((track) => ["captions", "subtitles"].includes(track.kind)); }

  get shown() { return this.#tracks.some((track) => track.mode === "showing"); }

  toggle() { this.show(!this.shown); }

  show(on) {
    const tracks = this.#tracks;
    // Only our own track: the playlist's copy of the same words would stand there twice.
    tracks.forEach((track, index) => { track.mode = on && index === 0 ? "showing" : "disabled"; });
    remembered.set("captions", on ? "on" : "off");
    if (this.#button) this.#button.disabled = !tracks.length;
    this.#tell();
  }

  #resize(size) {
    const known = this.#size ? [...this.#size.options].some((option) => option.value === size) : false;
    const chosen = known ? size : "";
    if (this.#size) this.#size.value = chosen;
    if (chosen) this.#player.dataset.cues = chosen; else delete this.#player.dataset.cues;
    remembered.set("caption-size", chosen);
  }

  #tell() { this.#button?.setAttribute("aria-pressed", String(this.shown)); }
}
