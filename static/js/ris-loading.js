// How a recording gets into a <video>: by hls.js where the browser has MSE, else natively; or the file of the sound alone.
// Nothing is loaded before somebody wants to hear it.

const MIME = 'video/mp4; codecs="avc1.42E01E,mp4a.40.2"';

export class Loading {
  #player; #video; #fail; #signal; #hls = null; #byScript;
  /** Resolves once the recording stands at its place; null: nothing is loaded. */
  ready = null;
  /** Whether the sound is loaded without the picture. */
  sound = false;

  /** `fail(error)` is told of what goes wrong later on. */
  constructor(player, video, fail, signal) {
    this.#player = player;
    this.#video = video;
    this.#fail = fail;
    this.#signal = signal;
    // Ask for MSE first: recent Chromium plays HLS natively, but shows no subtitles of the playlist then.
    this.#byScript = Boolean((window.ManagedMediaSource || window.MediaSource)?.isTypeSupported(MIME));
    if (!this.#byScript) return;
    video.querySelectorAll("source").forEach((source) => source.remove());
    this.#empty();
  }

  /** Load once, to stand at so many seconds of public time; null: where the recording begins. */
  load(seconds) {
    this.ready ??= this.#byScript && !this.sound ? this.#loadByScript(seconds) : this.#loadNatively(seconds);
    return this.ready;
  }

  unload() {
    this.#hls?.destroy();
    this.#hls = null;
    this.ready = null;
  }

  /** Sound alone or with the picture; what was loaded so far goes. */
  choose(sound) {
    this.sound = sound;
    if (!this.ready) return;
    this.unload();
    this.#empty();
  }

  #empty() {
    this.#video.removeAttribute("src");
    this.#video.load();
  }

  async #loadByScript(seconds) {
    const { default: Hls } = await import(this.#player.dataset.hls);
    if (this.#signal.aborted) throw new DOMException("gone", "AbortError");
    if (!Hls.isSupported()) {
      this.#byScript = false;
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
    hls.loadSource(this.#player.dataset.src);
    await this.#metadata();
    // A start that hls.js moved to its first fragment would stand beside the promised second.
    if (seconds !== null && Math.abs(this.#video.currentTime - seconds) > 0.05) this.#video.currentTime = seconds;
  }

  async #loadNatively(seconds) {
    const video = this.#video;
    if (this.sound) video.src = this.#player.dataset.audio;
    else if (!video.querySelector("source")) video.src = this.#player.dataset.src;
    video.preload = "metadata";
    video.load();
    if (video.readyState < 1) await this.#metadata();
    if (seconds !== null) video.currentTime = seconds;
  }

  #metadata() {
    const once = { once: true, signal: this.#signal };
    return new Promise((resolve, reject) => {
      this.#video.addEventListener("loadedmetadata", resolve, once);
      this.#video.addEventListener("error", () => reject(this.#video.error), once);
      this.#player.addEventListener("ris:failed", reject, once);
    });
  }
}
