// Copies an address that stands in a field. Without script the field can be marked and copied by hand.
function prepare() {
  for (const button of document.querySelectorAll("button[data-copy][hidden]")) {
    const field = document.getElementById(button.dataset.copy);
    const said = button.closest(".address").querySelector(".address__said");
    button.hidden = false;
    field.addEventListener("focus", () => field.select());
    button.addEventListener("click", async () => {
      let done = true;
      try { await navigator.clipboard.writeText(field.value); } catch { done = false; }
      if (!done) field.select();
      said.textContent = done ? said.dataset.said : said.dataset.failed;
    });
  }
}

prepare();
document.addEventListener("htmx:load", prepare); // the list of hits is changed in place
