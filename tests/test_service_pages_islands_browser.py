"""Each island of script in a real browser: what it adds, by keyboard, and what stays without it."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import MARKS, chromium, violations

pytestmark = MARKS


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """Open a page that fails on script errors."""
    context = browser.new_context(base_url=server, locale="de-DE", accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(15_000)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    assert problems == []
    context.close()


def test_years_steps_picture_and_frame_code_of_the_network(page: Page) -> None:
    page.goto("/netzwerk?state=14&include_ended=true&as_of=2020-06-30")
    heading = page.locator("h2#bild")
    page.locator("#wahl-zeit").focus()
    page.keyboard.press("ArrowLeft")
    expect(heading).to_have_text("Bild, 31. Dezember 2019")
    assert "as_of=2019" in page.url
    assert page.evaluate("document.activeElement.id") == "wahl-zeit"
    expect(page.locator("[role=status].visually-hidden")).to_contain_text("31. Dezember 2019: ")
    page.get_by_role("button", name="Schritt zurück").press("Enter")
    expect(heading).to_have_text("Bild, 30. Juni 2020")
    page.get_by_role("button", name="Schritt vor").press("Enter")
    expect(heading).to_have_text("Bild, 31. Dezember 2019")
    page.get_by_label("Farbe und Form zeigen").select_option("community")
    page.get_by_role("button", name="Zeigen", exact=True).click()
    drawn = page.locator("svg.network")
    expect(drawn).to_contain_text("um Dresden, Stadt", timeout=15_000)
    with page.expect_download() as picture:
        page.get_by_role("button", name="PNG").click()
    assert Path(picture.value.path()).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    page.get_by_text("In eine andere Seite einbetten").click()
    page.get_by_role("button", name="Kopieren").click()
    expect(page.get_by_text("Kopiert.")).to_be_visible()
    assert "/netzwerk/einbetten?state=14" in page.evaluate("navigator.clipboard.readText()")


def test_impossible_filters_lead_to_the_page_that_explains_them(page: Page) -> None:
    page.goto("/netzwerk?state=14")
    page.evaluate("document.querySelector('#wahl-state option:checked').value = '77'")
    page.get_by_role("button", name="Zeigen", exact=True).click()
    page.wait_for_url("**state=77**")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_what_is_kept_stays_in_the_browser_and_leaves_as_csv(page: Page) -> None:
    requests: list[str] = []
    page.goto("/luecken?district=14626")
    page.get_by_role("button", name="Merken: ").first.press("Enter")
    expect(page.get_by_role("link", name="Zur Merkliste")).to_be_visible()
    page.goto("/akteure/possehl-stiftung")
    button = page.get_by_role("button", name="Merken: Possehl-Stiftung")
    button.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"
    assert page.context.cookies() == []
    page.on("request", lambda request: requests.append(request.method + (request.post_data or "")))
    page.goto("/merkliste")
    expect(page.locator("[data-kept-count]")).to_have_text("2 Einträge.")
    assert set(requests) == {"GET"}
    with page.expect_download() as file:
        page.get_by_role("button", name="Als CSV laden").click()
    text = Path(file.value.path()).read_text("utf-8-sig")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    assert [row[1] for row in rows][::2] == ["Eintrag", "Possehl-Stiftung"]
    assert rows[2][3].endswith("/akteure/possehl-stiftung")
    assert violations(page) == []
    page.get_by_role("link", name="Landkreis Görlitz: ").click()
    assert "/luecken?district=14626" in page.url
    page.goto("/merkliste")
    page.get_by_role("button", name="Alle entfernen").click()
    expect(page.locator("[data-kept-count]")).to_have_text("Ihre Merkliste ist leer.")


def test_arrow_keys_go_from_district_to_district(page: Page) -> None:
    page.goto("/")
    areas = page.locator(".finder-map a.area")
    assert areas.count() == 400
    assert page.locator('.finder-map a.area:not([tabindex="-1"])').count() == 1
    page.locator('a.area[href="/kreise/14626"]').focus()
    told = page.locator("[data-map-name]")
    expect(told).to_have_text("Landkreis Görlitz")
    page.keyboard.press("ArrowRight")
    expect(told).to_have_text("Landkreis Görlitz")
    page.keyboard.press("ArrowLeft")
    expect(told).to_have_text("Landkreis Bautzen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kreise/14625")


def test_without_scripts_years_list_and_map_still_make_sense(browser: Browser, server: str) -> None:
    context = browser.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/merkliste")
    assert "Die Merkliste braucht JavaScript" in page.inner_text("main")
    assert not page.get_by_role("button", name="Als CSV laden").is_visible()
    page.goto("/netzwerk?state=14&as_of=2020-06-30")
    page.get_by_label("Durch die Jahre").press("ArrowLeft")
    page.get_by_role("button", name="Jahr zeigen").click()
    assert "as_of=2019" in page.url
    assert "state=14" in page.url
    page.goto("/")
    assert page.locator('.finder-map a[tabindex="-1"]').count() == 0
    context.close()
