// Uploading a recording in pieces (tus), so that a lost line, a pause or a reload costs nothing that has arrived. Saving the
// form sends the file first, then the form with the upload's id. Without this script the form sends the file itself.

const PIECE = 32 * 1024 * 1024; // what a proxy may hold back, and what a break costs at most
const PAUSES = [0, 1000, 2000, 5000, ...Array(8640).fill(10_000)]; // ms between two tries: a day of patience
const SPEED_OVER = 10_000; // ms

const panel = document.getElementById("upload-panel");
const form = panel?.closest("form");
const input = form?.elements.namedItem("upload");
const received = form?.elements.namedItem("received");
const language = document.documentElement.lang || "de";

const part = (name) => panel.querySelector(`[data-part='${name}']`);
const button = (name) => panel.querySelector(`[data-do='${name}']`);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, key) => values[key]);
const unit = (value, unit, digits = 0, unitDisplay = "short") =>
  new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay, maximumFractionDigits: digits }).format(value);
const share = (percent) =>
  new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }).format(Math.floor(percent) / 100);

const size = (bytes) => (bytes >= 1e9 ? unit(bytes / 1e9, "gigabyte", 1) : unit(bytes / 1e6, "megabyte", bytes >= 1e7 ? 0 : 1));
const duration = (seconds) => {
  if (seconds >= 5400) return unit(Math.round(seconds / 360) / 10, "hour", 1, "long");
  if (seconds >= 90) return unit(Math.round(seconds / 60), "minute", 0, "long");
  return unit(Math.max(1, Math.round(seconds)), "second", 0, "long");
};

class Sending {
  isOver = false;
  #upload; #file; #done; #measured = []; #told = 0; #pausing = false; #waiting = false; #locked = 0;

  constructor(file, done) {
    this.#file = file;
    this.#done = done;
    this.#upload = new tus.Upload(file, {
      endpoint: panel.dataset.endpoint,
      chunkSize: PIECE,
      retryDelays: PAUSES,
      headers: { "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value },
      metadata: { filename: file.name, meeting: form.elements.namedItem("meeting").value },
      onShouldRetry: (error) => this.#goesOn(error),
      onProgress: (sent, total) => this.#progress(sent, total),
      onChunkComplete: () => this.#back(),
      onError: (error) => this.#failed(error),
      onSuccess: () => this.#whole(),
    });
  }

  async start() {
    panel.hidden = false;
    part("name").textContent = this.#file.name;
    this.#show({ pause: true, resume: false, discard: true });
    const [before] = await this.#upload.findPreviousUploads();
    if (before) this.#upload.resumeFromPreviousUpload(before);
    this.#say(panel.dataset.running);
    this.#upload.start();
  }

  async pause() {
    this.#pausing = true;
    await this.#upload.abort();
    this.#measured = [];
    this.#say(panel.dataset.paused);
    this.#show({ pause: false, resume: true, discard: true });
    button("resume").focus();
  }

  resume() {
    this.#pausing = false;
    this.#say(panel.dataset.running);
    this.#show({ pause: true, resume: false, discard: true });
    button("pause").focus();
    this.#upload.start();
  }

  async discard() {
    this.#pausing = true;
    // What is not there any more needs no cancelling.
    await this.#upload.abort(true).catch(() => undefined);
    this.#say(panel.dataset.discarded);
    part("numbers").textContent = "";
    part("bar").value = 0;
    this.#end();
    input.focus();
  }

  /** The line is back: no need to wait for the next try. */
  async online() {
    if (this.#pausing || !this.#waiting) return;
    await this.#upload.abort();
    this.#upload.start();
  }

  #goesOn(error) {
    const status = error.originalResponse?.getStatus() ?? 0;
    if (this.#pausing || (status >= 400 && status < 500 && ![409, 423, 460].includes(status)) || status === 507) return false;
    // Right after a break the server may not have noticed yet; several times mean that somebody else is sending.
    this.#locked = status === 423 ? this.#locked + 1 : 0;
    if (this.#locked > 3) this.#say(error.originalResponse.getBody());
    else if (!this.#waiting) this.#say(panel.dataset.waiting);
    this.#waiting = true;
    this.#measured = [];
    return true;
  }

  #back() {
    if (this.#waiting) this.#say(panel.dataset.running);
    this.#waiting = false;
    this.#locked = 0;
  }

  #progress(sent, total) {
    const now = performance.now();
    const percent = (100 * sent) / total;
    if (!this.#measured.length) {
      if (sent > 0 && sent < total && !this.#waiting) this.#say(fill(panel.dataset.resumed, { percent: share(percent) }));
      this.#told = Math.floor(percent / 10);
    } else if (sent > this.#measured.at(-1).sent) this.#back();
    this.#measured = [...this.#measured.filter((one) => now - one.at < SPEED_OVER), { at: now, sent }];
    part("bar").value = percent;
    const [first] = this.#measured;
    const speed = now - first.at > 1000 ? (sent - first.sent) / ((now - first.at) / 1000) : 0;
    const values = { percent: share(percent), sent: size(sent), total: size(total) };
    part("numbers").textContent = speed > 0
      ? fill(panel.dataset.numbers, { ...values, speed: unit(speed / 1e6, "megabyte-per-second", 1), left: duration((total - sent) / speed) })
      : fill(panel.dataset.measuring, values);
    // Every tenth is said aloud; more would drown everything else.
    if (Math.floor(percent / 10) > this.#told && sent < total) {
      this.#told = Math.floor(percent / 10);
      part("aloud").textContent = fill(panel.dataset.reached, values);
    }
  }

  #failed(error) {
    const answer = error.originalResponse;
    const said = answer?.getHeader("Content-Type")?.startsWith("text/plain") ? answer.getBody() : "";
    part("trouble").textContent = said || fill(panel.dataset.failed, { status: answer?.getStatus() ?? error.message });
    part("trouble").hidden = false;
    this.#say("");
    this.#end();
  }

  #whole() {
    this.#say(panel.dataset.checking);
    this.#end();
    this.#done(new URL(this.#upload.url, location.href).pathname.split("/").filter(Boolean).pop());
  }

  #end() {
    this.isOver = true;
    this.#show({ pause: false, resume: false, discard: false });
  }

  #say(text) {
    part("said").textContent = text;
  }

  #show(buttons) {
    for (const [name, shown] of Object.entries(buttons)) button(name).hidden = !shown;
  }
}

let sending = null;

function submitted(event) {
  const [file] = input.files;
  if (!file) return; // nothing chosen, or the file is here already
  event.preventDefault();
  if (sending && !sending.isOver) return; // it is on its way already
  part("trouble").hidden = true;
  if (!form.elements.namedItem("meeting").value) {
    panel.hidden = false;
    part("trouble").textContent = panel.dataset.noMeeting;
    part("trouble").hidden = false;
    return;
  }
  const { submitter } = event;
  sending = new Sending(file, (id) => {
    received.value = id;
    input.value = "";
    form.requestSubmit(submitter);
  });
  sending.start();
}

if (input && received && globalThis.tus?.isSupported) {
  form.addEventListener("submit", submitted);
  button("pause").addEventListener("click", () => sending.pause());
  button("resume").addEventListener("click", () => sending.resume());
  button("discard").addEventListener("click", () => sending.discard());
  addEventListener("online", () => sending?.online());
}
