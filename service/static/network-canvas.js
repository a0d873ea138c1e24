/**
 * Draws a network on a canvas: thousands of nodes whose positions come from the server.
 *
 * Knows where every node stands on the screen, which labels find room and which node lies under
 * the pointer. Knows nothing of the page around it.
 *
 * Everything is drawn on a sheet a little larger than the screen. While somebody moves and drawing
 * takes long, frames only shift and scale that sheet; it is drawn anew when it no longer fills the
 * screen or gets blurred, and when the movement rests.
 */

import { drawLabels, FEW } from "./network-labels.js";
import { fillMarks, strokeLines } from "./network-marks.js";

const CLOSE = 1.6; // scale that showing everything never exceeds
const RIM = 0.15; // of the screen's width, on each side of the sheet
const CHEAP = 24; // milliseconds to the next frame; a sheet drawn faster is drawn in every frame
const STALE = 250; // milliseconds, at least, after which a sheet is drawn anew during a movement
const SHARP = 1.5; // times that a sheet may be enlarged before it is drawn anew
const REST = 140; // milliseconds without movement
const DASHES = { current: [], future: [10, 4, 2, 4], undated: [2, 4], ended: [7, 5] };

/**
 * @typedef {{id: string, label: string, x: number, y: number, degree: number, family: string}} Node
 * @typedef {{source: string, target: string, status: string}} Edge
 * @typedef {{colour: string, shape: string}} Look
 */

export class NetworkCanvas {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Node[]} nodes positions from 0 to 1
   * @param {Edge[]} edges
   * @param {Record<string, Look>} looks family to look
   */
  constructor(canvas, nodes, edges, looks) {
    this.canvas = canvas;
    this.screen = canvas.getContext("2d");
    this.sheet = document.createElement("canvas");
    this.context = this.sheet.getContext("2d");
    this.drawn = null; // how the sheet was drawn: scale, left, top, rim, time and cost (Infinity until known)
    this.looks = looks;
    this.nodes = nodes.slice().sort((one, two) => two.degree - one.degree);
    this.side = Math.max(900, Math.sqrt(nodes.length) * 70); // world units per side
    const places = new Map();
    const size = nodes.length > FEW ? 1 : 1.7;
    this.nodes.forEach((node, index) => {
      node.worldX = node.x * this.side * 1.3;
      node.worldY = node.y * this.side;
      node.radius = size * (3 + 1.3 * Math.sqrt(node.degree));
      places.set(node.id, index);
    });
    this.edges = edges.map((edge) => ({ one: this.nodes[places.get(edge.source)], two: this.nodes[places.get(edge.target)], status: edge.status }));
    this.families = Object.keys(looks);
    this.chosen = null;
    this.asked = false;
    this.fit();
  }

  /** Show everything. */
  fit() {
    const { width, height } = this.seen = this.room();
    this.whole = true; // as long as nobody moves, another size of the canvas shows everything again
    const [left, right] = extent(this.nodes.map((node) => node.worldX));
    const [top, bottom] = extent(this.nodes.map((node) => node.worldY));
    // labels need room at the sides; a few nodes are not blown up
    this.scale = Math.min((width - 160) / (right - left || 1), (height - 90) / (bottom - top || 1), CLOSE);
    this.left = width / 2 - ((left + right) / 2) * this.scale;
    this.top = height / 2 - ((top + bottom) / 2) * this.scale;
    this.ask();
  }

  /** Keep what is in the middle there when the canvas has another size. */
  resized() {
    const before = this.seen;
    const { width, height } = this.room();
    if (!width || !height || (width === before.width && height === before.height)) return;
    if (this.whole) {
      this.fit();
      return;
    }
    this.seen = { width, height };
    this.left += (width - before.width) / 2;
    this.top += (height - before.height) / 2;
    this.ask();
  }

  /** Size of the canvas in CSS pixels, and how far the sheet reaches beyond it. */
  room() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    return { width, height, rim: Math.round(width * RIM) };
  }

  /** Make canvas and sheet as large as they have to be; both are empty then. */
  prepare({ width, height, rim }) {
    const density = Math.min(window.devicePixelRatio || 1, 2);
    for (const [sheet, context, more] of [[this.canvas, this.screen, 0], [this.sheet, this.context, rim]]) {
      const wanted = [Math.round((width + 2 * more) * density), Math.round((height + 2 * more) * density)];
      if (sheet.width !== wanted[0] || sheet.height !== wanted[1]) [sheet.width, sheet.height] = wanted;
      context.setTransform(density, 0, 0, density, more * density, more * density);
    }
  }

  /** Draw in the next frame, once however often asked; exactly, unless during a movement. */
  ask(moving = false) {
    this.exact = this.exact || !moving;
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame((now) => {
      this.asked = false;
      this.frame(now);
    });
  }

  frame(now) {
    const old = this.drawn;
    const stale = old && !this.covers(old) && now - old.time > Math.max(STALE, old.cost * 6);
    if (this.exact || !old || old.cost < CHEAP || stale) {
      this.draw();
      const drawn = Object.assign(this.drawn, { time: now });
      // lines are painted after the script has ended: only the next frame tells what they cost
      requestAnimationFrame((then) => { drawn.cost = then - now; });
    } else {
      clearTimeout(this.resting);
      this.resting = setTimeout(() => this.ask(), REST);
    }
    this.exact = false;
    this.show();
  }

  /** Whether a sheet still fills the screen, and sharply enough for a movement. */
  covers({ scale, left, top, rim }) {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const factor = this.scale / scale;
    const x = this.left - (left + rim) * factor;
    const y = this.top - (top + rim) * factor;
    const wide = (width + 2 * rim) * factor;
    const high = (height + 2 * rim) * factor;
    return factor < SHARP && x <= 0 && y <= 0 && x + wide >= width && y + high >= height;
  }

  /** Put the sheet on the screen, shifted and scaled to where we look now. */
  show() {
    const { width, height } = this.canvas;
    const density = width / this.canvas.clientWidth;
    const { scale, left, top, rim } = this.drawn;
    const factor = this.scale / scale;
    this.screen.setTransform(1, 0, 0, 1, 0, 0);
    this.screen.fillStyle = this.colours.paper;
    this.screen.fillRect(0, 0, width, height);
    const x = (this.left - (left + rim) * factor) * density;
    const y = (this.top - (top + rim) * factor) * density;
    this.screen.drawImage(this.sheet, x, y, this.sheet.width * factor, this.sheet.height * factor);
  }

  pan(byX, byY) {
    this.whole = false;
    this.left += byX;
    this.top += byY;
    this.ask(true);
  }

  /** Zoom around a point of the screen, by default the middle. */
  zoom(factor, x = this.canvas.clientWidth / 2, y = this.canvas.clientHeight / 2) {
    const scale = Math.min(Math.max(this.scale * factor, 0.02), 12);
    this.whole = false;
    this.left = x - ((x - this.left) * scale) / this.scale;
    this.top = y - ((y - this.top) * scale) / this.scale;
    this.scale = scale;
    this.ask(true);
  }

  /** Choose a node and bring it to the middle; null chooses none. */
  choose(node, middle = true) {
    this.chosen = node;
    if (node && middle) {
      this.whole = false;
      this.scale = Math.max(this.scale, 0.9);
      this.left = this.canvas.clientWidth / 2 - node.worldX * this.scale;
      this.top = this.canvas.clientHeight / 2 - node.worldY * this.scale;
    }
    this.ask();
  }

  /** The node under a point of the screen, the nearest one within reach of a finger; else null. */
  at(x, y) {
    let found = null;
    let nearest = Infinity;
    for (const node of this.nodes) {
      const away = Math.hypot(this.x(node) - x, this.y(node) - y);
      if (away < Math.max(this.radius(node) + 4, 12) && away < nearest) [found, nearest] = [node, away];
    }
    return found;
  }

  /** The nodes tied to a node. */
  partners(node) {
    const found = new Set();
    for (const edge of this.edges) {
      if (edge.one === node) found.add(edge.two);
      if (edge.two === node) found.add(edge.one);
    }
    return [...found];
  }

  x(node) {
    return node.worldX * this.scale + this.left;
  }

  y(node) {
    return node.worldY * this.scale + this.top;
  }

  radius(node) {
    return node.radius * Math.min(Math.max(Math.sqrt(this.scale), 0.45), 2.2);
  }

  /** Draw the sheet. */
  draw() {
    const { width, height, rim } = this.room();
    this.prepare({ width, height, rim });
    const style = getComputedStyle(this.canvas);
    const colour = (name) => style.getPropertyValue(name);
    const colours = { paper: colour("--paper"), ink: colour("--ink"), soft: colour("--line-strong"), focus: colour("--focus") };
    [this.colours, this.font] = [colours, `13px ${style.fontFamily}`];
    this.context.fillStyle = colours.paper;
    this.context.fillRect(-rim, -rim, width + 2 * rim, height + 2 * rim);
    const near = this.chosen ? new Set([this.chosen, ...this.partners(this.chosen)]) : null;
    this.drawEdges(colours, near, { width, height, rim });
    const visible = this.nodes.filter((node) => {
      const [x, y] = [this.x(node), this.y(node)];
      return x > -rim && y > -rim && x < width + rim && y < height + rim;
    });
    for (const family of this.families) this.drawFamily(family, visible, near, colours);
    const first = near ? [this.chosen, ...visible.filter((node) => near.has(node) && node !== this.chosen)] : visible;
    const wanted = first.map((node) => ({ words: node.label, x: this.x(node), y: this.y(node) + this.radius(node) + 13, whole: node === this.chosen }));
    this.context.font = this.font;
    drawLabels(this.context, wanted, colours);
    const { scale, left, top } = this;
    this.drawn = { scale, left, top, rim, time: 0, cost: Infinity };
  }

  drawEdges(colours, near, { width, height, rim }) {
    const context = this.context;
    const seen = ([x1, y1, x2, y2]) => Math.max(x1, x2) > -rim && Math.min(x1, x2) < width + rim && Math.max(y1, y2) > -rim && Math.min(y1, y2) < height + rim;
    for (const [status, dash] of Object.entries(DASHES)) {
      // dashes cost most of a frame; where lines are many and short nobody sees them
      context.setLineDash(this.edges.length > 3000 ? [] : dash);
      context.strokeStyle = colours.soft;
      context.globalAlpha = near ? 0.15 : status === "current" ? 0.75 : 0.55;
      context.lineWidth = 1;
      strokeLines(context, this.edges.filter((edge) => edge.status === status).map((edge) => this.line(edge)).filter(seen));
      if (!near) continue;
      context.globalAlpha = 1;
      context.lineWidth = 2;
      strokeLines(context, this.edges.filter((edge) => edge.status === status && (edge.one === this.chosen || edge.two === this.chosen)).map((edge) => this.line(edge)));
    }
    context.globalAlpha = 1;
    context.setLineDash([]);
  }

  /** Where a line runs on the screen. */
  line({ one, two }) {
    return [this.x(one), this.y(one), this.x(two), this.y(two)];
  }

  drawFamily(family, visible, near, colours) {
    const context = this.context;
    const look = this.looks[family];
    context.fillStyle = look.colour;
    context.lineWidth = 1;
    context.strokeStyle = colours.paper;
    for (const faded of near ? [true, false] : [false]) {
      context.globalAlpha = faded ? 0.25 : 1;
      const nodes = visible.filter((node) => node.family === family && (!near || near.has(node) !== faded));
      fillMarks(context, nodes.map((node) => [this.x(node), this.y(node), this.radius(node)]), look.shape);
    }
    context.globalAlpha = 1;
    if (this.chosen && this.chosen.family === family) {
      context.beginPath();
      context.arc(this.x(this.chosen), this.y(this.chosen), this.radius(this.chosen) + 5, 0, 2 * Math.PI);
      context.strokeStyle = colours.focus;
      context.lineWidth = 3;
      context.stroke();
    }
  }
}

/** The least and the largest of some numbers; 0 and 0 for none. */
function extent(numbers) {
  if (!numbers.length) return [0, 0];
  return numbers.reduce(([least, most], one) => [Math.min(least, one), Math.max(most, one)], [Infinity, -Infinity]);
}
