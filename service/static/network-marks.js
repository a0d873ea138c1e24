/**
 * Draws many lines and many marks on a canvas quickly. One path of tens of thousands of parts takes
 * many times as long as bundles of some hundred.
 */

const BUNDLE = 200; // lines or marks in one path
const TINY = 2.5; // pixels; marks of this radius are squares without a rim, which nobody can tell
const CORNERS = { diamond: [4, 0], square: [4, 45], triangle: [3, 0], wedge: [3, 180], hexagon: [6, 30], pentagon: [5, 0], octagon: [8, 22.5] };

/**
 * Stroke straight lines.
 * @param {CanvasRenderingContext2D} context with colour and width
 * @param {[number, number, number, number][]} lines from and to
 */
export function strokeLines(context, lines) {
  for (let first = 0; first < lines.length; first += BUNDLE) {
    context.beginPath();
    for (const [fromX, fromY, toX, toY] of lines.slice(first, first + BUNDLE)) {
      context.moveTo(fromX, fromY);
      context.lineTo(toX, toY);
    }
    context.stroke();
  }
}

/**
 * Fill marks of one shape, with a rim if they are large enough.
 * @param {CanvasRenderingContext2D} context with colours
 * @param {[number, number, number][]} marks middle and radius
 * @param {string} shape name; a circle if it is none of ours
 */
export function fillMarks(context, marks, shape) {
  for (let first = 0; first < marks.length; first += BUNDLE) {
    context.beginPath();
    for (const [x, y, radius] of marks.slice(first, first + BUNDLE)) mark(context, shape, x, y, radius);
    context.fill();
    if (marks[first][2] >= TINY) context.stroke();
  }
}

function mark(context, name, x, y, radius) {
  if (radius < TINY) {
    context.rect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8);
    return;
  }
  if (!(name in CORNERS)) {
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  const [corners, turn] = CORNERS[name];
  // the same area as the circle, as in the pictures of the server
  const outer = radius * Math.sqrt((2 * Math.PI) / (corners * Math.sin((2 * Math.PI) / corners)));
  for (let corner = 0; corner < corners; corner += 1) {
    const angle = ((turn - 90 + (360 * corner) / corners) * Math.PI) / 180;
    const step = corner ? "lineTo" : "moveTo";
    context[step](x + outer * Math.cos(angle), y + outer * Math.sin(angle));
  }
  context.closePath();
}
