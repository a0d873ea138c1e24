"""How fast pages are: HTML of every district, and what Chromium measures of paint and motion."""

import shutil
import statistics
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from graph.build import build
from graph.generations import StoreFolder
from graph.memory import open_landscape
from tests.bench.service import product
from tests.bench.timing import table

PATHS = (
    "/",
    "/kreise/14626",
    "/kreise/05334",
    "/luecken?district=14626",
    "/vorschlaege?actor=14626",
    "/karte",
    "/matrix?state=03",
    "/netzwerk?state=03",
    "/netzwerk?colour=community",
    "/zeit",
    "/ontologie",
)
SIZES = (5000, 20_000)
"""Nodes of the researcher's view; with 1.6 lines each."""
PACKS = ("14626", "08311", "05334")

_MEASURE = """() => new Promise((done) => {
  const found = { paint: 0, shift: 0 };
  const watch = (type, use) => new PerformanceObserver(
    (list) => list.getEntries().forEach(use)).observe({ type, buffered: true });
  watch("largest-contentful-paint", (entry) => { found.paint = entry.startTime; });
  watch("layout-shift", (entry) => { if (!entry.hadRecentInput) found.shift += entry.value; });
  const loaded = performance.getEntriesByType("navigation")
    .concat(performance.getEntriesByType("resource"));
  found.bytes = loaded.reduce((sum, entry) => sum + entry.transferSize, 0);
  found.nodes = document.getElementsByTagName("*").length;
  setTimeout(() => done(found), 300);
})"""

_MOVE = """async (count) => {
  const source = document.querySelector('script[src$="network.js"]').src;
  const { NetworkCanvas } = await import(source.replace("network.js", "network-canvas.js"));
  const nodes = Array.from({ length: count }, (_, i) => ({ id: `n${i}`, label: `Actor number ${i}`,
    x: (i * 0.754877) % 1, y: (i * 0.56984) % 1, degree: 1 + (i % 9), family: i % 2 ? "a" : "b" }));
  const edges = Array.from({ length: count * 1.6 }, (_, i) => ({ source: `n${i % count}`,
    target: `n${(i * 7919) % count}`, status: i % 2 ? "current" : "ended" }));
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  let began = performance.now();
  const network = new NetworkCanvas(document.querySelector("canvas"), nodes, edges,
    { a: { colour: "#0072b2", shape: "circle" }, b: { colour: "#008060", shape: "square" } });
  await frame().then(frame);
  const first = performance.now() - began;
  const rates = [];
  const pan = () => network.pan(3, 2);
  const zoom = (n) => network.zoom(n % 40 < 20 ? 1.02 : 1 / 1.02);
  // far: the drawn sheet fills the screen no longer, so that drawing anew is measured too
  const far = (n) => network.zoom(n % 120 < 60 ? 1.04 : 1 / 1.04);
  for (const move of [pan, zoom, far]) {
    let frames = 0;
    for (began = performance.now(); performance.now() - began < 3000; frames += 1) {
      move(frames);
      await frame();
    }
    rates.push(frames / ((performance.now() - began) / 1000));
  }
  began = performance.now();
  for (let n = 0; n < 100; n += 1) network.at(n * 5, n * 3);
  return [first, ...rates, (performance.now() - began) / 100];
}"""


def run() -> None:
    """Print HTML latency over all districts, meeting packs, and what a browser measures."""
    with tempfile.TemporaryDirectory() as folder:
        build(StoreFolder(Path(folder)))
        districts = sorted(open_landscape(folder).districts)
        with product(folder) as address:
            _html(address, districts)
            _packs(address)
            _painted(address)


def _html(address: str, districts: list[str]) -> None:
    addresses = [f"{address}/kreise/{ags}" for ags in districts]
    _seconds(addresses[0])
    taken = sorted(_seconds(one) for one in addresses)
    table(
        "HTML of a district's page, warm, uncached",
        ["districts", "median", "95th percentile", "slowest"],
        [[str(len(taken)), _ms(statistics.median(taken)),
          _ms(taken[int(len(taken) * 0.95)]), _ms(taken[-1])]],
    )  # fmt: skip


def _packs(address: str) -> None:
    rows = []
    for ending in ("pdf", "docx"):
        asked = [f"{address}/kreise/{ags}/mappe.{ending}" for ags in PACKS]
        _seconds(asked[0])
        rows.append([ending, _ms(statistics.median(_seconds(one) for one in asked))])
    table("Meeting pack of a district", ["format", "median"], rows)


def _painted(address: str) -> None:
    program = shutil.which("chromium")
    if program is None:
        print("\nThere is no Chromium: paint, shift and weight are not measured.")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        rows = [_row(browser, address, path) for path in PATHS]
        moved = [_moved(browser, address, size) for size in SIZES]
        browser.close()
    table(
        "Pages in Chromium, empty cache",
        ["page", "largest contentful paint", "layout shift", "compressed", "elements"],
        rows,
    )
    table(
        "The researcher's view without a graphics card",
        ["nodes", "first picture", "moving, frames a second", "zooming a little", "zooming far",
         "finding a node"],
        moved,
    )  # fmt: skip


def _row(browser: Browser, address: str, path: str) -> list[str]:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    found = page.evaluate(_MEASURE)
    page.context.close()
    return [
        path,
        f"{found['paint']:.0f} ms",
        f"{found['shift']:.3f}",
        f"{found['bytes'] / 1000:.0f} kB",
        str(found["nodes"]),
    ]


def _moved(browser: Browser, address: str, size: int) -> list[str]:
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.goto(address + "/netzwerk?state=10&ansicht=gross")
    page.locator("canvas").wait_for()
    first, *rates, found = page.evaluate(_MOVE, size)
    page.context.close()
    return [f"{size:,}", f"{first:.0f} ms", *(f"{one:.0f}" for one in rates), f"{found:.1f} ms"]


def _seconds(address: str) -> float:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    started = time.perf_counter()
    with urllib.request.urlopen(request, timeout=60) as answer:
        answer.read()
    return time.perf_counter() - started


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
