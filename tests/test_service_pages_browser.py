"""How the pages behave in a browser: axe, keyboard, narrow screens, dark, no foreign request."""

import os
import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and os.environ.get("CI") != "true",
        reason="Chromium is not installed (tests/install-debian-packages)",
    ),
]
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PAGES = (
    "/",
    "/kreise",
    "/kreise/14626",
    "/kreise/05334/korrektur",
    "/akteure?q=stiftung",
    "/akteure/possehl-stiftung",
    "/themen",
    "/themen/bildungsberatung",
    "/luecken?district=14626",
    "/vorschlaege?actor=05334&limit=5",
    "/abfragen",
    "/abfragen/partners-of-actor?actor=05334",
    "/suche?q=stadt",
    "/daten",
    "/ontologie",
    "/hilfe",
    "/leichte-sprache",
    "/barrierefreiheit",
    "/sparql",
    "/kreise/99999",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """Open a German page of laptop size; fail on foreign requests and on script errors."""
    context = browser.new_context(
        base_url=server, locale="de-DE", viewport={"width": 1280, "height": 900}
    )
    found = context.new_page()
    foreign: list[str] = []
    errors: list[str] = []
    found.on(
        "request",
        lambda request: (
            None if request.url.startswith((server, "data:")) else foreign.append(request.url)
        ),
    )
    found.on("pageerror", lambda error: errors.append(str(error)))
    found.on(
        "console",
        lambda said: errors.append(said.text) if "Content Security" in said.text else None,
    )
    yield found
    context.close()
    assert foreign == []
    assert errors == []


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_light_dark_german_english(page: Page, path: str) -> None:
    for scheme, address in (("light", path), ("dark", _in_english(path))):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # a literal in a tuple
        page.goto(address)
        found = Axe().run(page).response["violations"]
        shown = [(one["id"], one["nodes"][0]["html"][:200]) for one in found]
        assert shown == [], (scheme, address)


@pytest.mark.parametrize("path", PAGES)
def test_a_narrow_screen_needs_no_sideways_scrolling(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(path)
    room = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert room <= 0


def test_a_district_is_found_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="Ihren Kreis oder Ihre Stadt finden").focus()
    page.keyboard.type("Görl")
    page.get_by_role("option", name="Landkreis Görlitz").wait_for()
    page.keyboard.press("ArrowDown")
    field = page.get_by_role("combobox", name="Ihren Kreis oder Ihre Stadt finden")
    assert field.get_attribute("aria-activedescendant")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kreise/14626")
    assert page.get_by_role("heading", level=1).inner_text() == "Landkreis Görlitz"


def test_focus_is_visible_on_every_control_of_the_start_page(page: Page) -> None:
    page.goto("/")
    for _ in range(25):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "getComputedStyle(document.activeElement).outlineStyle + ' '"
            " + getComputedStyle(document.activeElement).outlineWidth"
        )
        assert outline == "solid 3px"


def test_tables_are_sorted_by_their_column_heads(page: Page) -> None:
    page.goto("/kreise/14626")
    table = page.get_by_role("table", name="Zusammenarbeiten von Landkreis Görlitz")
    head = table.get_by_role("columnheader", name="Partner")
    head.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    names = table.locator("tbody th").all_inner_texts()
    assert names == sorted(names, key=str.casefold)
    head.get_by_role("button").press("Enter")
    assert table.locator("tbody th").all_inner_texts() == names[::-1]


def test_drawings_are_in_the_accessibility_tree(page: Page) -> None:
    page.goto("/kreise/14626")
    network = page.get_by_role("region", name="Netzwerkbild")
    assert network.get_by_role("link").count() >= 4
    charts = page.locator("figure svg[role=img]")
    assert charts.count() >= 11
    for place in range(charts.count()):
        assert len(charts.nth(place).get_attribute("aria-label") or "") > 20


def test_choosing_a_suggestion_fills_the_field(page: Page) -> None:
    page.goto("/vorschlaege")
    page.get_by_role("combobox").first.fill("possehl")
    page.get_by_role("option", name="Possehl-Stiftung").click()
    page.get_by_role("button", name="Vorschlagen").click()
    page.wait_for_url("**actor=possehl-stiftung**")
    assert page.locator("article").count() >= 1


def test_pages_work_without_scripts(browser: Browser, server: str) -> None:
    context = browser.new_context(base_url=server, java_script_enabled=False, locale="de-DE")
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Ihren Kreis oder Ihre Stadt finden").fill("Görlitz")
    page.get_by_role("button", name="Öffnen").click()
    assert page.url.endswith("/kreise/14626")
    page.get_by_label("Stand am").fill("2012-06-01")
    page.get_by_role("button", name="Anzeigen").click()
    assert "as_of=2012-06-01" in page.url
    assert "Deutsche Kinder- und Jugendstiftung" in page.inner_text("main")
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert "as_of=2012-06-01" in page.url
    context.close()


def test_print_leaves_out_controls_and_keeps_the_sources(page: Page) -> None:
    page.goto("/kreise/14626")
    page.emulate_media(media="print")
    assert not page.locator(".site-nav").is_visible()
    assert not page.locator("main form").first.is_visible()
    assert page.locator(".evidence").first.is_visible()
    assert page.get_by_role("heading", name="Daten und Lizenzen").is_visible()


def _in_english(path: str) -> str:
    return path + ("&" if "?" in path else "?") + "lang=en"
