// The line under the player: what is under pointer, finger or focus is named; arrow keys walk, Enter jumps (the links themselves
// jump through <ris-player>). Without script every item is a plain link, and the list behind has the rest.

import { timecode } from "./ris-clock.js";

const LANES = ["items", "voices", "votes"];

for (const line of document.querySelectorAll("[data-line]")) {
  const picture = line.querySelector(".line__picture");
  const tip = line.querySelector("[data-tip]");
  const lanes = Object.fromEntries(LANES.map((lane) => [lane, [...line.querySelectorAll(`[data-lane='${lane}']`)]]));
  let pressed = null;

  const name = (link) => {
    line.querySelectorAll("[data-pointed]").forEach((node) => { if (node !== link) node.removeAttribute("data-pointed"); });
    if (!link) { tip.hidden = true; return; }
    link.setAttribute("data-pointed", "");
    tip.textContent = `${link.dataset.name} · ${timecode(Number(link.dataset.starts))}`;
    tip.hidden = false;
    const whole = line.getBoundingClientRect();
    const here = link.getBoundingClientRect();
    const left = Math.min(Math.max(here.left - whole.left + Math.min(here.width, 300) / 2 - tip.offsetWidth / 2, 0), Math.max(0, whole.width - tip.offsetWidth));
    tip.style.insetInlineStart = `${left}px`;
  };

  const under = (event) => {
    const node = document.elementFromPoint(event.clientX, event.clientY)?.closest?.("[data-lane]");
    return node && line.contains(node) ? node : null;
  };

  picture.addEventListener("pointermove", (event) => name(under(event)));
  picture.addEventListener("pointerleave", () => name(null));
  // A finger that slides along the line reads it; where it is lifted, it jumps.
  picture.addEventListener("pointerdown", (event) => { pressed = event.pointerType === "mouse" ? null : under(event); name(under(event)); });
  picture.addEventListener("pointerup", (event) => {
    const link = under(event);
    if (pressed && link && link !== pressed) link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    // No finger hovers: the name has been read after a while.
    if (event.pointerType !== "mouse") setTimeout(() => name(null), 2500);
    pressed = null;
  });
  // Not on the picture: Chromium makes an SVG that listens for the focus a stop of the Tab key itself.
  line.addEventListener("focusin", (event) => name(event.target.closest("[data-lane]")));
  line.addEventListener("focusout", () => name(null));

  // One stop of the Tab key; arrows move from there.
  const stop = (link) => { for (const other of line.querySelectorAll("[data-lane]")) other.tabIndex = other === link ? 0 : -1; };
  if (lanes.items.length) stop(lanes.items[0]);

  picture.addEventListener("keydown", (event) => {
    const link = event.target.closest("[data-lane]");
    if (!link || event.metaKey || event.ctrlKey || event.altKey) return;
    const lane = lanes[link.dataset.lane];
    const index = lane.indexOf(link);
    let next = { ArrowRight: lane[index + 1], ArrowLeft: lane[index - 1], Home: lane[0], End: lane[lane.length - 1] }[event.key];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") next = across(link, event.key === "ArrowDown" ? 1 : -1);
    if (!["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!next) return;
    // What has the focus must be known to a screen reader, whatever its lane.
    next.removeAttribute("aria-hidden");
    if (!next.hasAttribute("aria-label")) next.setAttribute("aria-label", `${next.dataset.name}, ${timecode(Number(next.dataset.starts))}`);
    stop(next);
    next.focus({ preventScroll: true });
  });

  const across = (link, by) => {
    for (let i = LANES.indexOf(link.dataset.lane) + by; LANES[i]; i += by) {
      if (!lanes[LANES[i]].length) continue;
      const at = Number(link.dataset.starts);
      return lanes[LANES[i]].reduce((best, one) => (Math.abs(Number(one.dataset.starts) - at) < Math.abs(Number(best.dataset.starts) - at) ? one : best));
    }
    return null;
  };
}
