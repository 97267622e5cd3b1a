// Which key does what, and where keys count: in player and Wortlaut always, elsewhere on the page unless switched off (WCAG 2.1.4).

import { remembered } from "./ris-kept.js";

/** `acts`: toggle, jump(seconds), step(by), captions, mute, fullscreen. */
export function listenToKeys(player, acts, signal) {
  const pressed = (event) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return;
    const target = event.target;
    const inside = player.contains(target) || Boolean(target.closest?.("ris-transcript"));
    if (!inside && (!player.hasAttribute("data-address") || remembered.get("keys") === "off")) return;
    if (target.closest?.("input, select, textarea, dialog, [contenteditable='true']")) return;
    const onControl = Boolean(target.closest?.("a, button, summary, [role='tab']"));
    const arrows = inside && !target.closest?.("ris-transcript, [data-line]") && target.getAttribute?.("role") !== "tab";
    const act = {
      " ": onControl ? null : acts.toggle,
      k: acts.toggle,
      j: () => acts.jump(-10),
      l: () => acts.jump(10),
      ArrowLeft: arrows ? () => acts.jump(-5) : null,
      ArrowRight: arrows ? () => acts.jump(5) : null,
      c: acts.captions,
      n: () => acts.step(1),
      p: () => acts.step(-1),
      m: acts.mute,
      f: acts.fullscreen,
      "?": () => listKeys(player),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation(); // Otherwise the browser's own controls would act a second time.
    act();
  };
  document.addEventListener("keydown", pressed, { signal, capture: true });
  const everywhere = player.querySelector("[data-do='keys-everywhere']");
  if (everywhere) everywhere.checked = remembered.get("keys") !== "off";
  everywhere?.addEventListener("change", () => remembered.set("keys", everywhere.checked ? "on" : "off"), { signal });
  player.querySelectorAll("[data-do='keys']").forEach((button) => button.addEventListener("click", () => listKeys(player, button), { signal }));
  player.querySelectorAll("[data-do='close']").forEach((button) => button.addEventListener("click", () => player.querySelector("dialog")?.close(), { signal }));
}

// The menu closes behind its button, so the browser finds nothing to give the focus back to: its summary takes it.
function listKeys(player, from = document.activeElement) {
  const dialog = player.querySelector("dialog");
  if (!dialog || dialog.open) return;
  const back = from?.closest("[data-menu]")?.querySelector("summary") ?? from;
  // Only where the browser found nothing: who has walked on meanwhile is not pulled back.
  const returned = () => { if (document.activeElement === document.body || dialog.contains(document.activeElement)) back?.focus(); };
  dialog.addEventListener("close", () => setTimeout(returned, 0), { once: true });
  dialog.showModal();
}
