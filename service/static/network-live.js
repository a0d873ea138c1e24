/**
 * Lets the network page follow its controls without loading anew: the years, the filters, a step
 * back and a step forward. Every state is an address, so that it can be shared and the browser's
 * own back and forward do the same. The server makes picture, text, tables and files; this script
 * only exchanges them. Without it every form loads the page.
 */

import { offerCopy } from "./copy.js";
import { offerPng } from "./picture-png.js";

const WORDS = {
  de: { undo: "Schritt zurück", redo: "Schritt vor", failed: "Das ließ sich nicht laden. Die Anzeige ist unverändert.", steps: "Schritte" },
  en: { undo: "Step back", redo: "Step forward", failed: "That could not be loaded. The display is unchanged.", steps: "Steps" },
};

const region = document.querySelector("[data-live]");
const words = WORDS[region.dataset.language] || WORDS.de;
const told = Object.assign(document.createElement("p"), { className: "visually-hidden" });
told.setAttribute("role", "status");
region.after(told);

let furthest = history.state?.step ?? 0;
let asked = 0; // only the answer to the last question is shown
history.replaceState({ step: furthest }, "");
enhance();

region.addEventListener("submit", (event) => {
  if (!event.target.matches("#filter, #zeit")) return;
  event.preventDefault();
  go(addressOf(event.target));
});
region.addEventListener("input", (event) => {
  if (event.target.id === "wahl-zeit") region.querySelector("#zeit-jahr").textContent = event.target.value;
});
region.addEventListener("change", (event) => {
  if (event.target.id === "wahl-zeit") go(addressOf(event.target.form));
});
window.addEventListener("popstate", () => show(location.href));

/**
 * The address that a form asks for; fields that say nothing are left out.
 * @param {HTMLFormElement} form
 */
function addressOf(form) {
  const wanted = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  // the last year is not over: today is as far as anybody can see
  if (form.id === "zeit" && Number(wanted.get("as_of")) === new Date().getFullYear()) wanted.delete("as_of");
  return `${form.action}?${wanted}`;
}

/** Show an address as a new step. */
async function go(address) {
  if (!(await show(address))) return;
  furthest = (history.state?.step ?? 0) + 1;
  history.pushState({ step: furthest }, "", address);
  steps();
}

/**
 * Exchange what the page shows for what the server says at an address.
 * @returns {Promise<boolean>} whether it is shown now
 */
async function show(address) {
  asked += 1;
  const mine = asked;
  region.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== asked) return false;
    const found = fresh.querySelector("[data-live]");
    if (!found) {
      // an explained problem is a page of its own
      location.assign(address);
      return false;
    }
    exchange(fresh, found);
    return true;
  } catch (error) {
    if (mine === asked) told.textContent = words.failed;
    throw error;
  } finally {
    if (mine === asked) region.removeAttribute("aria-busy");
  }
}

function exchange(fresh, found) {
  const focused = document.activeElement?.id;
  const open = [...region.querySelectorAll("details[open] > :is(summary)")].map((one) => one.textContent);
  document.title = fresh.title;
  region.replaceChildren(...found.childNodes);
  for (const one of region.querySelectorAll("summary")) one.parentElement.open = open.includes(one.textContent);
  for (const one of document.querySelectorAll("a.language")) one.href = fresh.querySelector("a.language").href;
  enhance();
  if (focused && focused !== "inhalt") document.getElementById(focused)?.focus({ preventScroll: true });
  told.textContent = region.querySelector(".said")?.textContent ?? "";
}

/** Add what only a script can do. */
function enhance() {
  const line = region.querySelector("#zeit");
  line.querySelector("button").hidden = true;
  const box = document.createElement("div");
  box.className = "steps";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", words.steps);
  box.append(stepButton("schritt-zurueck", words.undo, -1), stepButton("schritt-vor", words.redo, 1));
  line.append(box);
  steps();
  const picture = region.querySelector(".picture-box");
  if (picture) picture.scrollLeft = (picture.scrollWidth - picture.clientWidth) / 2;
  offerPng(region.querySelector("[data-png]"), region.dataset.language);
  offerCopy(region.querySelector("[data-copy]"), region.dataset.language);
  const islands = region.querySelectorAll(".network-island:not(.started)");
  if (islands.length) import("./network.js").then(({ start }) => islands.forEach(start));
}

function stepButton(id, label, by) {
  const button = Object.assign(document.createElement("button"), { id, type: "button", className: "button-quiet", textContent: label });
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") !== "true") history.go(by);
  });
  return button;
}

function steps() {
  const here = history.state?.step ?? 0;
  // aria-disabled keeps the focus where it is
  region.querySelector("#schritt-zurueck").setAttribute("aria-disabled", String(here === 0));
  region.querySelector("#schritt-vor").setAttribute("aria-disabled", String(here >= furthest));
}
