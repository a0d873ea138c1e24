"""How the pages behave in a browser: axe, keyboard, narrow screens, dark, no foreign request."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import MARKS, chromium, violations

pytestmark = MARKS
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
    "/waswaere?one=05334&other=possehl-stiftung",
    "/portfolio?kind=foundations&state=14",
    "/abfragen",
    "/abfragen/partners-of-actor?actor=05334",
    "/suche?q=stadt",
    "/daten",
    "/daten/pruefbericht",
    "/merkliste",
    "/aenderungen",
    "/kreise/14284",
    "/ontologie",
    "/hilfe",
    "/leichte-sprache",
    "/barrierefreiheit",
    "/sparql",
    "/kreise/99999",
)
LONG = ("/ontologie", "/aenderungen", "/daten/pruefbericht")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """Open a German page of laptop size; fail on foreign or failed requests and script errors."""
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
    found.on(
        "response",
        lambda answer: (
            errors.append(answer.url)
            if answer.status >= 400 and answer.request.resource_type != "document"
            else None
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
def test_axe_finds_nothing_and_320_pixels_are_enough(page: Page, path: str) -> None:
    looks = (("light", path), ("dark", _in_english(path)))
    # a page of thousands of alike entries says nothing new the second time
    for scheme, address in looks[1:] if path in LONG else looks:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # a literal in a tuple
        page.goto(address)
        assert violations(page) == [], (scheme, address)
    # no second load: the page follows its window
    page.set_viewport_size({"width": 320, "height": 700})
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


def test_a_suggestion_is_tried_out_and_the_pack_is_one_click_away(page: Page) -> None:
    page.goto("/vorschlaege?actor=14626&limit=5")
    page.get_by_role("link", name="Adresse dieses Vorschlags").first.click()
    assert violations(page) == []
    page.get_by_role("link", name="Vorher und nachher im Netz ausrechnen").first.click()
    assert page.get_by_role("table", name="Vorher und nachher").locator("tbody tr").count() == 8
    page.goto("/kreise/14626")
    with page.expect_download() as download:
        page.get_by_role("link", name="Zum Bearbeiten (Word)").click()
    assert download.value.suggested_filename == "sitzungsmappe-14626.docx"
    address = page.get_by_role("link", name="Sitzungsmappe drucken (PDF)").get_attribute("href")
    assert page.request.get(address or "").headers["content-type"] == "application/pdf"


def test_print_leaves_out_controls_and_keeps_the_sources(page: Page) -> None:
    page.goto("/kreise/14626")
    # a dark screen prints on white paper too
    page.emulate_media(media="print", color_scheme="dark")
    box = page.locator("svg.ego .box-main")
    assert box.evaluate("one => getComputedStyle(one).fill") == "rgb(11, 61, 107)"
    body = page.locator("body")
    assert body.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator(".site-nav").is_visible()
    assert not page.locator("main form").first.is_visible()
    assert page.locator(".evidence").first.is_visible()
    assert page.get_by_role("heading", name="Daten und Lizenzen").is_visible()
    # closed on a screen, but paper cannot be clicked
    basis = page.locator(".suggestion .basis")
    assert basis.first.get_attribute("open") is None
    assert basis.locator("li").first.is_visible()
    assert basis.get_by_text("Quellen").first.is_visible()


def _in_english(path: str) -> str:
    return path + ("&" if "?" in path else "?") + "lang=en"
