/**
 * The reader's own list: puts a button on everything that can be kept, and fills the page of the
 * list. The list lies in this browser's own storage and is sent to nobody.
 *
 * An element with `data-keep` says what is kept by `data-kind`, `data-title` and `data-address`.
 * The page of the list has `data-kept`. Without this script, or where a browser stores nothing,
 * there are no buttons.
 */

const PLACE = "merkliste";
const german = document.documentElement.lang !== "en";
const words = german
  ? { keep: "Merken", kept: "Gemerkt", added: "Gemerkt.", gone: "Nicht mehr gemerkt.", list: "Zur Merkliste", drop: "Entfernen", empty: "Ihre Merkliste ist leer.", count: (n) => (n === 1 ? "1 Eintrag." : `${n} Einträge.`), head: ["Art", "Eintrag", "Gemerkt am", "Adresse"], file: "merkliste.csv" }
  : { keep: "Keep", kept: "Kept", added: "Kept.", gone: "No longer kept.", list: "To your list", drop: "Remove", empty: "Your list is empty.", count: (n) => (n === 1 ? "1 entry." : `${n} entries.`), head: ["Kind", "Entry", "Kept on", "Address"], file: "list.csv" };

/** @typedef {{kind: string, title: string, address: string, day: string}} Entry */

/** @returns {Entry[]} what is kept, the latest last; nothing if the storage is unreadable */
function read() {
  try {
    const found = JSON.parse(localStorage.getItem(PLACE) ?? "[]");
    // only addresses of this site become links
    return Array.isArray(found) ? found.filter((one) => /^\/(?!\/)/.test(one?.address)) : [];
  } catch {
    return [];
  }
}

/** @param {Entry[]} entries */
function write(entries) {
  localStorage.setItem(PLACE, JSON.stringify(entries));
}

function works() {
  try {
    write(read());
    return true;
  } catch {
    return false;
  }
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** @param {HTMLElement} box */
function offer(box) {
  const { kind, title, address } = box.dataset;
  const button = element("button", { type: "button", className: "button-quiet keep-button" });
  const told = element("span", { className: "keep-told" });
  told.setAttribute("role", "status");
  const isKept = () => read().some((one) => one.address === address);
  const show = () => {
    button.setAttribute("aria-pressed", String(isKept()));
    button.textContent = isKept() ? words.kept : words.keep;
    button.setAttribute("aria-label", `${words.keep}: ${title}`);
  };
  button.addEventListener("click", () => {
    const others = read().filter((one) => one.address !== address);
    const was = isKept();
    write(was ? others : [...others, { kind, title, address, day: new Date().toISOString().slice(0, 10) }]);
    show();
    const list = element("a", { href: german ? "/merkliste" : "/merkliste?lang=en", textContent: words.list });
    told.replaceChildren(was ? words.gone : words.added, " ", list);
  });
  show();
  box.append(button, told);
}

/** @param {HTMLElement} page */
function fill(page) {
  const entries = read();
  page.querySelector("[data-kept-count]").textContent = entries.length ? words.count(entries.length) : words.empty;
  page.querySelector("[data-kept-some]").hidden = !entries.length;
  page.querySelector("tbody").replaceChildren(...entries.map((one) => row(one, page)));
}

function row(one, page) {
  const drop = element("button", { type: "button", className: "button-quiet", textContent: words.drop });
  drop.setAttribute("aria-label", `${words.drop}: ${one.title}`);
  drop.addEventListener("click", () => {
    write(read().filter((other) => other.address !== one.address));
    fill(page);
    page.querySelector("[data-kept-count]").focus();
  });
  const name = element("th", { scope: "row" }, element("a", { href: one.address, textContent: one.title }));
  const day = new Date(`${one.day}T12:00`).toLocaleDateString(german ? "de-DE" : "en-GB", { day: "numeric", month: "long", year: "numeric" });
  return element("tr", {}, name, element("td", { textContent: one.kind }), element("td", { textContent: day }), element("td", { className: "no-print" }, drop));
}

/** A CSV file that German spreadsheets open as columns; no cell begins like a formula. */
function csv() {
  const cell = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const rows = read().map((one) => [one.kind, one.title, one.day, location.origin + one.address]);
  const text = [words.head, ...rows].map((line) => line.map(cell).join(";")).join("\r\n");
  return new Blob(["\ufeff", text, "\r\n"], { type: "text/csv;charset=utf-8" });
}

function startPage(page) {
  page.hidden = false;
  page.querySelector("[data-kept-csv]").addEventListener("click", () => {
    const link = element("a", { href: URL.createObjectURL(csv()), download: words.file });
    link.click();
    URL.revokeObjectURL(link.href);
  });
  page.querySelector("[data-kept-print]").addEventListener("click", () => window.print());
  page.querySelector("[data-kept-clear]").addEventListener("click", () => {
    write([]);
    fill(page);
    page.querySelector("[data-kept-count]").focus();
  });
  window.addEventListener("storage", () => fill(page));
  fill(page);
}

if (works()) {
  document.querySelectorAll("[data-keep]").forEach(offer);
  const page = document.querySelector("[data-kept]");
  if (page) {
    document.querySelector("[data-kept-none]").remove();
    startPage(page);
  }
}
