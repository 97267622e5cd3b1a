// Links to parts of a page become tabs (ARIA pattern, arrows move); without script they stay links to sections below.

for (const list of document.querySelectorAll("[data-tabs]")) {
  const tabs = [...list.querySelectorAll("a")];
  const panels = tabs.map((tab) => document.getElementById(tab.hash.slice(1)));
  const show = (chosen, focus = false) => {
    tabs.forEach((tab, index) => {
      const on = tab === chosen;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      panels[index].hidden = !on;
      panels[index].toggleAttribute("data-shown", on);
    });
    if (focus) chosen.focus();
    chosen.dispatchEvent(new CustomEvent("ris:tab", { bubbles: true, detail: { panel: chosen.hash.slice(1) } }));
  };
  list.setAttribute("role", "tablist");
  list.querySelectorAll("li").forEach((item) => item.setAttribute("role", "presentation"));
  list.querySelector("ul")?.setAttribute("role", "presentation");
  tabs.forEach((tab, index) => {
    tab.setAttribute("role", "tab");
    tab.id ||= `tab-${tab.hash.slice(1)}`;
    tab.setAttribute("aria-controls", tab.hash.slice(1));
    panels[index].setAttribute("role", "tabpanel");
    panels[index].setAttribute("aria-labelledby", tab.id);
    // A panel that scrolls by itself must be reachable by keyboard.
    panels[index].tabIndex = 0;
    tab.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      show(tab);
    });
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -index, End: tabs.length - 1 - index }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      show(tabs[(index + step + tabs.length) % tabs.length], true);
    });
  });
  const asked = tabs.find((tab) => tab.hash === location.hash);
  const first = tabs.find((_tab, index) => panels[index].hasAttribute("data-first"));
  show(asked ?? first ?? tabs[0]);
  addEventListener("hashchange", () => {
    const wanted = tabs.find((tab) => tab.hash === location.hash);
    if (wanted) show(wanted);
  });
  list.closest(".watch__panels")?.setAttribute("data-ready", "");
}

// The item that is being dealt with, in the agenda and on the line.
document.addEventListener("ris:time", (event) => {
  const starts = event.detail.chapter?.starts;
  document.querySelectorAll("[data-chapter]").forEach((node) => {
    const on = starts !== undefined && node.dataset.chapter.split(" ").includes(String(starts));
    if (node.localName === "li") node.toggleAttribute("data-now", on);
    else if (on) node.setAttribute("aria-current", "true");
    else node.removeAttribute("aria-current");
  });
});
