// <ris-later>: the Wortlaut of a long sitting comes from its own page once somebody opens its tab or listens; until then, and
// without script, a link leads there. It is part of the page then, as if it had been sent with it.

class RisLater extends HTMLElement {
  #asked = false;
  #leaving = new AbortController();

  connectedCallback() {
    const panel = this.closest(".panel");
    const signal = this.#leaving.signal;
    document.addEventListener("ris:tab", (event) => { if (event.detail.panel === panel.id) this.#bring(); }, { signal });
    document.addEventListener("ris:time", (event) => { if (event.detail.playing) this.#bring(); }, { signal });
    if (!panel.hidden && (panel.hasAttribute("data-shown") || panel.hasAttribute("data-first"))) this.#bring();
  }

  disconnectedCallback() { this.#leaving.abort(); }

  #say(part) { this.querySelectorAll("[data-part]").forEach((node) => { node.hidden = node.dataset.part !== part; }); }

  async #bring() {
    if (this.#asked) return;
    this.#asked = true;
    this.#say("busy");
    try {
      const answer = await fetch(this.dataset.src, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const text = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("ris-transcript");
      text.querySelectorAll("[data-part='leaf']").forEach((part) => part.remove()); // all pages of it stand here
      if (this.dataset.start) text.dataset.start = this.dataset.start;
      this.replaceWith(document.adoptNode(text));
    } catch {
      this.#asked = false;
      this.#say("failed");
    }
  }
}

customElements.define("ris-later", RisLater);
