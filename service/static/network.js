/**
 * The researcher's view of the network: loads a view with positions, lets pan, zoom, search and
 * choose. Without this script the page shows the picture with names and the table.
 *
 * Keyboard, when the canvas has the focus: arrows move, plus and minus zoom, 0 shows everything,
 * Escape lets go of the chosen actor. What is chosen is told in a live region with a link.
 */

import { NetworkCanvas } from "./network-canvas.js";

const WORDS = {
  de: {
    search: "Akteur suchen", find: "Suchen", closer: "Näher", further: "Weiter weg", all: "Alles zeigen", save: "Als PNG speichern",
    canvas: "Netzwerk. Pfeiltasten bewegen, Plus und Minus vergrößern, 0 zeigt alles. Dasselbe steht unten als Tabelle.",
    none: "Niemand ausgewählt. Ein Klick auf einen Knoten zeigt den Akteur.", missing: "Kein Akteur dieser Auswahl heißt so.",
    partners: (count) => `${count} Partner`, failed: "Das Netzwerk ließ sich nicht laden. Die Tabelle unten zeigt dasselbe.", loaded: (nodes, edges) => `${nodes} Akteure, ${edges} Paare.`,
  },
  en: {
    search: "Search an actor", find: "Search", closer: "Closer", further: "Further away", all: "Show everything", save: "Save as PNG",
    canvas: "Network. Arrow keys move, plus and minus zoom, 0 shows everything. The same stands below as a table.",
    none: "Nobody is chosen. A click on a node shows the actor.", missing: "No actor of this choice has that name.",
    partners: (count) => `${count} ${count === 1 ? "partner" : "partners"}`, failed: "The network could not be loaded. The table below shows the same.", loaded: (nodes, edges) => `${nodes} actors, ${edges} pairs.`,
  },
};
const STEP = 60; // pixels that an arrow key moves

for (const island of document.querySelectorAll(".network-island")) start(island);

/**
 * Turn a place of the page into a network; a second call for the same place does nothing.
 * @param {HTMLElement} island
 */
export async function start(island) {
  if (island.classList.contains("started")) return;
  island.classList.add("started");
  const words = WORDS[island.dataset.language] || WORDS.de;
  const note = island.querySelector(".note");
  try {
    const answer = await fetch(island.dataset.address);
    if (!answer.ok) throw new Error(String(answer.status));
    build(island, await answer.json(), words);
    note.remove();
  } catch (error) {
    note.textContent = words.failed;
    throw error;
  }
}

/** Make the controls and the canvas, and let them work together. */
function build(island, data, words) {
  const looks = JSON.parse(island.dataset.looks);
  const nodes = data.nodes.map((node) => ({ ...node, family: looks.of?.[node.id] || looks.types[node.type] || looks.classes[node.class] || looks.other }));
  const controls = element("div", { className: "network-controls" });
  const canvas = element("canvas", { className: "network-canvas", tabIndex: 0 });
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", words.canvas);
  const told = element("p", { className: "network-told" });
  told.setAttribute("role", "status");
  island.append(controls, canvas, told);
  const network = new NetworkCanvas(canvas, nodes, data.edges, looks.families);
  const choose = (node, middle) => {
    network.choose(node, middle);
    tell(told, node, network, words, island.dataset.language);
  };
  controls.append(searchForm(nodes, words, (node) => choose(node, true), told), ...buttons(network, words));
  pointer(canvas, network, choose);
  keys(canvas, network, choose);
  new ResizeObserver(() => network.resized()).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => network.ask());
  told.textContent = `${words.loaded(nodes.length, data.edges.length)} ${words.none}`;
}

function tell(told, node, network, words, language) {
  told.textContent = "";
  if (!node) {
    told.textContent = words.none;
    return;
  }
  const name = element("a", { textContent: node.label });
  const suffix = language === "en" ? "?lang=en" : "";
  name.href = node.id.includes("/") ? `/netzwerk${suffix}` : `/akteure/${encodeURIComponent(node.id)}${suffix}`;
  const partners = network.partners(node).map((one) => one.label).sort((one, two) => one.localeCompare(two, language));
  const shown = partners.slice(0, 12).join("; ") + (partners.length > 12 ? " …" : "");
  told.append(name, `: ${words.partners(partners.length)}${shown ? ` – ${shown}` : ""}`);
}

function searchForm(nodes, words, found, told) {
  const form = element("form", { className: "network-search" });
  const label = element("label", { textContent: words.search, htmlFor: "netz-suche" });
  const input = element("input", { id: "netz-suche", type: "search", autocomplete: "off" });
  input.setAttribute("list", "netz-namen");
  const list = element("datalist", { id: "netz-namen" });
  list.append(...nodes.slice().sort((one, two) => two.degree - one.degree).slice(0, 1000).map((node) => element("option", { value: node.label })));
  form.append(label, input, list, element("button", { type: "submit", textContent: words.find }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = input.value.trim().toLocaleLowerCase();
    const node = nodes.find((one) => one.label.toLocaleLowerCase() === wanted) || (wanted && nodes.find((one) => one.label.toLocaleLowerCase().includes(wanted)));
    if (node) found(node);
    else told.textContent = words.missing;
  });
  return form;
}

function buttons(network, words) {
  const make = (text, act) => {
    const button = element("button", { type: "button", className: "button-quiet", textContent: text });
    button.addEventListener("click", act);
    return button;
  };
  return [
    make(words.closer, () => network.zoom(1.4)),
    make(words.further, () => network.zoom(1 / 1.4)),
    make(words.all, () => network.fit()),
    make(words.save, () => save(network.canvas)),
  ];
}

function save(canvas) {
  canvas.toBlob((blob) => {
    const link = element("a", { href: URL.createObjectURL(blob), download: "netzwerk.png" });
    link.click();
    URL.revokeObjectURL(link.href);
  });
}

/** One pointer moves or chooses, two pinch. */
function pointer(canvas, network, choose) {
  const down = new Map();
  let moved = false;
  const place = (event) => [event.offsetX, event.offsetY];
  canvas.addEventListener("pointerdown", (event) => {
    moved = down.size > 0;
    down.set(event.pointerId, place(event));
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    const [x, y] = place(event);
    const last = down.get(event.pointerId);
    if (!last) {
      canvas.classList.toggle("over", network.at(x, y) !== null);
      return;
    }
    moved = moved || Math.hypot(x - last[0], y - last[1]) > 3;
    if (!moved) return;
    const before = pinch(down);
    down.set(event.pointerId, [x, y]);
    const after = pinch(down);
    network.pan(after.x - before.x, after.y - before.y);
    if (before.apart && after.apart) network.zoom(after.apart / before.apart, after.x, after.y);
  });
  canvas.addEventListener("pointerup", (event) => {
    down.delete(event.pointerId);
    if (!moved) choose(network.at(...place(event)), false);
  });
  canvas.addEventListener("pointercancel", (event) => down.delete(event.pointerId));
  canvas.addEventListener("wheel", (event) => {
    // the page scrolls as usual; zooming asks for the control key, as pinching sends it
    if (!event.ctrlKey) return;
    event.preventDefault();
    network.zoom(Math.exp(-event.deltaY / 300), event.offsetX, event.offsetY);
  }, { passive: false });
}

/** The middle of all pointers that are down, and how far apart the first two are. */
function pinch(down) {
  const places = [...down.values()];
  const middle = (axis) => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
  const apart = places.length > 1 ? Math.hypot(places[0][0] - places[1][0], places[0][1] - places[1][1]) : 0;
  return { x: middle(0), y: middle(1), apart };
}

function keys(canvas, network, choose) {
  const actions = {
    ArrowLeft: () => network.pan(STEP, 0), ArrowRight: () => network.pan(-STEP, 0),
    ArrowUp: () => network.pan(0, STEP), ArrowDown: () => network.pan(0, -STEP),
    "+": () => network.zoom(1.25), "-": () => network.zoom(0.8), 0: () => network.fit(), Escape: () => choose(null, false),
  };
  canvas.addEventListener("keydown", (event) => {
    const act = actions[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
