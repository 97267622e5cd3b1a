// What is said of the moment where a player stands: its time, the needle on the line, the item and the speaker in words.

import { timecode } from "./ris-clock.js";

const within = (rows, ms) => (ms === null ? null : rows.find(([starts, ends]) => ms >= starts && ms < ends) ?? null);

export class Moment {
  #player; #spans; #chapters; #voices;

  constructor(player, { spans, chapters, voices }) {
    this.#player = player;
    this.#spans = spans;
    this.#chapters = chapters;
    this.#voices = voices;
  }

  /** The item of this moment, as [starts, ends, words]; null between items. */
  chapterAt(ms) { return within(this.#chapters, ms); }

  /** Where the next (1) or previous (-1) item begins; shortly after a start, back means the one before. */
  beginningFrom(ms, by) {
    const starts = this.#chapters.map(([begins]) => begins);
    if (by > 0) return starts.find((begins) => begins > ms + 500);
    return starts.findLast((begins) => begins < ms - 3000) ?? starts[0];
  }

  /** Time and needle. */
  showTime(ms) {
    const time = this.#player.querySelector("[data-now]");
    if (time) time.textContent = timecode(ms);
    const here = this.#player.querySelector(".line__here");
    const last = this.#spans[this.#spans.length - 1];
    if (!here || !last) return;
    const [from, to] = [this.#spans[0][0], last[0] + last[2]];
    here.setAttribute("x", `${Math.max(0, Math.min(100, (100 * (ms - from)) / Math.max(1, to - from))).toFixed(2)}%`);
  }

  /** Item and speaker; null: nothing has been chosen yet. */
  showWords(ms) {
    if (ms !== null) this.#player.querySelector("[data-now-hint]")?.remove();
    const words = { item: this.chapterAt(ms)?.[2] ?? "", voice: within(this.#voices, ms)?.[2] ?? "" };
    for (const [name, text] of Object.entries(words)) {
      this.#player.querySelectorAll(`[data-now-${name}]`).forEach((node) => { if (node.textContent !== text) node.textContent = text; });
    }
  }
}
