"""The report's page in a real Chromium: sorting by keyboard, accessibility, and no request."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from grader_tests.browser.chromium import find_chromium
from grader_tests.browser.jupyter import launch
from grader_tests.report.generated_class import GeneratedClass
from grader_tests.report.reported import report_on
from nbjudge.report.page import page as page_of

SERIOUS = ("serious", "critical")
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launch(playwright, find_chromium())
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def written(faulty_class: GeneratedClass) -> Path:
    file = faulty_class.path / "report.html"
    file.write_text(page_of(report_on(faulty_class.path)), encoding="utf-8")
    return file


@pytest.fixture
def opened(browser: Browser, written: Path) -> Iterator[Page]:
    """The page, which must neither say anything on the console nor ask for anything."""
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(written.as_uri())
    yield page
    context.close()
    assert said == []
    assert [url for url in asked if not url.startswith("data:")] == [written.as_uri()]


def first_column(page: Page) -> list[str]:
    cells = page.locator("section:has(#assignment-1) table.sorts tbody th")
    return [text.split()[0] for text in cells.all_inner_texts()]


def test_a_heading_sorts_by_keyboard_and_says_so(
    opened: Page, faulty_class: GeneratedClass
) -> None:
    means = {
        f"{e.name}_test": sum(faulty_class.points("week_1", e.name)) / e.points
        for e in faulty_class.exercises
    }
    heading = opened.locator("section:has(#assignment-1) th", has_text="Difficulty").first
    heading.locator("button").focus()
    opened.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "ascending"
    assert [means[cell] for cell in first_column(opened)] == sorted(means.values())
    opened.keyboard.press("Space")
    assert heading.get_attribute("aria-sort") == "descending"
    assert [means[cell] for cell in first_column(opened)] == sorted(means.values(), reverse=True)


def test_the_first_heading_brings_the_order_of_the_notebook_back(
    opened: Page, faulty_class: GeneratedClass
) -> None:
    before = first_column(opened)
    assert before == [f"{exercise.name}_test" for exercise in faulty_class.exercises]
    headings = opened.locator("section:has(#assignment-1) th button")
    headings.nth(3).click()
    assert first_column(opened) != before
    headings.nth(0).click()
    assert first_column(opened) == before


def test_a_missing_value_stays_last_whichever_way_a_table_is_sorted(
    opened: Page, faulty_class: GeneratedClass
) -> None:
    table = opened.locator("section:has(#students) table")
    missing = len(faulty_class.answers["week_1"]) - len(faulty_class.answers["week_2"])
    assert missing > 0
    for _ in range(2):
        table.locator("th button", has_text="week_2").click()
        last = table.locator("tbody tr td:nth-of-type(2)").all_inner_texts()[-missing:]
        assert last == ["\N{EN DASH}"] * missing


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_serious(opened: Page, scheme: str, viewport: dict[str, int]) -> None:
    opened.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    opened.set_viewport_size(viewport)  # type: ignore[arg-type]
    opened.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(opened).response["violations"]
    assert [(v["id"], len(v["nodes"])) for v in found if v["impact"] in SERIOUS] == []


def test_a_phone_scrolls_tables_and_not_the_page(opened: Page) -> None:
    opened.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert opened.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_without_colour_every_bar_of_scores_still_has_its_number(
    opened: Page, faulty_class: GeneratedClass
) -> None:
    chart = opened.locator("section:has(#assignment-1) figure").first
    counts = [int(t) for t in chart.locator("text").all_text_contents() if t.isdigit()]
    assert sum(counts) >= len(faulty_class.answers["week_1"])
