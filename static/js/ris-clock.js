// One clock for everything that is stored or linked: the meeting's. The player alone runs on public time (cuts left out).
// A span is [meeting ms, public ms, length ms]; spans are sorted and do not overlap.

/** Public ms for a moment on the meeting's clock; inside a cut: where the recording goes on. null: not in this recording. */
export function toPublic(spans, ms) {
  if (!spans.length) return null;
  const last = spans[spans.length - 1];
  if (ms < spans[0][0] || ms > last[0] + last[2]) return null;
  for (const [meeting, publicly, length] of spans) {
    if (ms < meeting) return publicly;
    if (ms < meeting + length) return publicly + (ms - meeting);
  }
  return last[1] + last[2];
}

/** Ms on the meeting's clock for a moment of public time; null without spans. */
export function toMeeting(spans, ms) {
  let found = null;
  for (const [meeting, publicly, length] of spans) {
    if (ms < publicly) break;
    found = meeting + Math.min(ms - publicly, length);
  }
  return found ?? (spans.length ? spans[0][0] : null);
}

/** 754000 → "12:34", 3754000 → "1:02:34"; the same words as the template tag `timecode`. */
export function timecode(ms) {
  const sign = ms < 0 ? "−" : "";
  const all = Math.floor(Math.abs(ms) / 1000);
  const [h, m, s] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const two = (n) => String(n).padStart(2, "0");
  return sign + (h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`);
}

/** `?t=` of an address: ms on the meeting's clock; null when absent or not a number. */
export function momentOf(href) {
  const text = new URL(href, document.baseURI).searchParams.get("t");
  const seconds = text === null || text.trim() === "" ? NaN : Number(text.replace(",", "."));
  return Number.isFinite(seconds) ? Math.round(seconds * 1000) : null;
}

/** This page's address with another moment; whole seconds when they say the same, else tenths and finer. */
export function addressAt(ms, href = location.href) {
  const url = new URL(href, document.baseURI);
  url.searchParams.set("t", String(Math.round(ms) / 1000));
  return url;
}
