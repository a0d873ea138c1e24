/**
 * Makes a map of districts one stop for the tab key: arrow keys go to the next district in their
 * direction, Enter opens it. What is under the pointer or has the focus is named below the map.
 * Without this script every district is a stop of its own, and its name is a tooltip.
 */

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const WIDE = 1.6; // how much further away a district seems that lies beside the direction

for (const box of document.querySelectorAll("[data-map-keys]")) start(box);

/** @param {HTMLElement} box holds the map and a place for the name */
function start(box) {
  const areas = [...box.querySelectorAll("a.area")];
  const told = box.querySelector("[data-map-name]");
  const hint = told.textContent;
  if (!areas.length) return;
  areas.slice(1).forEach((area) => area.setAttribute("tabindex", "-1"));
  const middles = new Map();
  const name = (area) => {
    told.textContent = area ? area.querySelector("title").textContent : hint;
  };
  box.addEventListener("focusin", (event) => {
    const area = event.target.closest("a.area");
    if (!area) return;
    areas.forEach((one) => one.setAttribute("tabindex", one === area ? "0" : "-1"));
    name(area);
  });
  box.addEventListener("pointerover", (event) => name(event.target.closest("a.area") ?? focused(box)));
  box.addEventListener("pointerleave", () => name(focused(box)));
  box.addEventListener("keydown", (event) => {
    const direction = DIRECTIONS[event.key];
    const area = event.target.closest("a.area");
    if (!direction || !area || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (!middles.size) areas.forEach((one) => middles.set(one, middle(one)));
    next(area, areas, middles, direction)?.focus();
  });
}

function focused(box) {
  return box.contains(document.activeElement) ? document.activeElement.closest("a.area") : null;
}

function middle(area) {
  const { x, y, width, height } = area.getBBox();
  return [x + width / 2, y + height / 2];
}

/** The nearest area that lies in a direction, or undefined at the edge of the map. */
function next(from, areas, middles, [towardsX, towardsY]) {
  const [x, y] = middles.get(from);
  let found;
  let nearest = Infinity;
  for (const area of areas) {
    const [byX, byY] = [middles.get(area)[0] - x, middles.get(area)[1] - y];
    const along = byX * towardsX + byY * towardsY;
    const beside = Math.abs(byX * towardsY) + Math.abs(byY * towardsX);
    const distance = along + WIDE * beside;
    if (along > 0 && beside <= 1.2 * along && distance < nearest) [found, nearest] = [area, distance];
  }
  return found;
}
