/**
 * Writes names beside the nodes of a network: those that come first get room, and a name that would
 * cover another is left out.
 */

export const FEW = 80; // nodes; so many have room for larger marks and whole names
const LABELS = 160; // in one picture; more cannot be read
const CANDIDATES = 1500; // that may ask for room
const LETTER = 7.2; // pixels, width of a letter at 13 pixels on average
const LINE = 16; // pixels, height of a name
const SHORT = 24; // letters
const LONG = 48;

/**
 * @param {CanvasRenderingContext2D} context with its font
 * @param {{words: string, x: number, y: number, whole: boolean}[]} wanted the most important first
 * @param {{paper: string, ink: string}} colours
 */
export function drawLabels(context, wanted, colours) {
  Object.assign(context, { textAlign: "center", lineJoin: "round", strokeStyle: colours.paper, fillStyle: colours.ink, lineWidth: 4 });
  const longest = wanted.length > FEW ? SHORT : LONG;
  const taken = [];
  for (const { words: name, x, y, whole } of wanted.slice(0, CANDIDATES)) {
    if (taken.length >= LABELS) break;
    const words = name.length > longest && !whole ? `${name.slice(0, longest - 2)}…` : name;
    const half = (words.length * LETTER) / 2;
    const covered = (other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < LINE;
    if (taken.some(covered)) continue;
    taken.push({ x, y, half });
    context.strokeText(words, x, y);
    context.fillText(words, x, y);
  }
}
