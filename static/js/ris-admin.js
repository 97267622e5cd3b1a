// Names for what the administration's libraries leave without one: people who hear the page must know which field they are in.

/** The words that name this field: its label, or the heading of its column. */
function nameOf(field) {
  const told = field.labels?.[0]?.textContent ?? field.getAttribute("aria-label") ?? "";
  return told.trim().replace(/:$/, "");
}

/** select2 puts a box of its own beside each list of choices. */
function nameBoxes(root) {
  for (const field of root.querySelectorAll("select.select2-hidden-accessible")) {
    const name = nameOf(field);
    const box = field.nextElementSibling;
    if (!name || !box?.classList.contains("select2-container")) continue;
    for (const part of box.querySelectorAll("[role='combobox'], [role='textbox'], [role='searchbox']")) {
      part.removeAttribute("aria-labelledby");
      const chosen = part.getAttribute("role") === "searchbox" ? "" : box.textContent.trim();
      part.setAttribute("aria-label", chosen ? `${name}: ${chosen}` : name);
    }
  }
}

/** Where several are chosen, their list holds more than entries: it is no list then. */
function unlist(root) {
  for (const list of root.querySelectorAll("ul.select2-selection__rendered")) {
    list.setAttribute("role", "group");
    for (const entry of list.querySelectorAll("li")) entry.setAttribute("role", "none");
  }
}

/** The box in which is typed appears only when a list is opened; it belongs to the list that is open. */
function nameSearch() {
  const open = document.querySelector(".select2-container--open")?.previousElementSibling;
  const typed = document.querySelector(".select2-dropdown .select2-search__field");
  if (open && typed) typed.setAttribute("aria-label", nameOf(open));
}

/** A heading over a column without a name is no heading. */
function dropEmptyHeadings() {
  for (const heading of document.querySelectorAll(".inline-group th")) {
    if (heading.textContent.trim()) continue;
    const cell = document.createElement("td");
    cell.className = heading.className;
    heading.replaceWith(cell);
  }
}

/** The box that takes a row away stands alone in its column. */
function nameDeletions() {
  for (const box of document.querySelectorAll(".tabular td.delete input[type='checkbox']")) {
    const heading = box.closest("table")?.querySelector("thead tr > :last-child");
    if (heading) box.setAttribute("aria-label", heading.textContent.trim());
  }
}

/** Whose browser is in another time zone reads which time is meant; Django counts the hours to "the server" instead. */
function sayWhoseTime() {
  const words = document.querySelector("template[data-words='time-zone']")?.content.textContent;
  if (!words) return;
  for (const note of document.querySelectorAll(".timezonewarning")) if (note.textContent !== words) note.textContent = words;
}

function nameAll() {
  nameBoxes(document);
  unlist(document);
  nameDeletions();
  nameSearch();
  dropEmptyHeadings();
  sayWhoseTime();
}

// The boxes come when their library likes, and again with every choice and every new row.
new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
nameAll();
