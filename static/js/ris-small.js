// The small player that stays when the picture has been scrolled away (phone): the picture's place keeps its size, nothing jumps.

export class Small {
  #player; #stage; #mini; #away = false; #dismissed = false;

  constructor(player, signal) {
    this.#player = player;
    this.#stage = player.querySelector(".player__stage");
    this.#mini = player.querySelector("[data-part='mini']");
    if (!this.#mini) return;
    const watch = new IntersectionObserver(([entry]) => {
      this.#away = !entry.isIntersecting && entry.boundingClientRect.top < 0;
      if (!this.#away) this.#dismissed = false;
      this.#show();
    });
    watch.observe(this.#stage);
    signal.addEventListener("abort", () => watch.disconnect());
    player.querySelector("video").addEventListener("playing", () => this.#show(), { signal });
  }

  /** Away with it, until the picture has been seen again. */
  dismiss() {
    this.#dismissed = true;
    this.#player.querySelector("video").pause();
    this.#show();
  }

  #show() {
    const on = this.#away && !this.#dismissed && this.#player.begun;
    if (on === this.#player.hasAttribute("data-small")) return;
    const held = this.#mini.contains(document.activeElement);
    this.#player.toggleAttribute("data-small", on);
    this.#mini.hidden = !on;
    const start = this.#player.querySelector("[data-part='start']");
    this.#player.querySelector("video").controls = !on && Boolean(start?.hidden);
    if (!on && held) this.#player.querySelector("[data-do='toggle'].player__toggle")?.focus({ preventScroll: true });
  }
}
