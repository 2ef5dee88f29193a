"""The page in a real browser: whatever a student wrote, it is quiet, accessible, and fits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from grader_tests.browser.chromium import find_chromium
from grader_tests.browser.jupyter import CHROMIUM_ARGUMENTS
from grader_tests.feedback.graded import (
    HIDDEN_TEST,
    PNG,
    answer,
    checked,
    notebook,
    page_of,
    printed,
    raised,
    shown,
    text,
    written,
)
from grader_tests.feedback.hostile_text import FRAGMENTS
from nbjudge.feedback import Network

PHONE, DESKTOP = 360, 1200
TABLE = (
    "<table><thead><tr><th>epoch</th>"
    + "".join(f"<th>a long column {n}</th>" for n in range(12))
    + "</tr></thead><tbody><tr><th>0</th>"
    + "".join(f"<td>{n / 7}</td>" for n in range(12))
    + "</tr></tbody></table>"
)
FORMULA = (
    r"$$"
    + r" + ".join(rf"\frac{{\partial E_{{{n}}}}}{{\partial w_{{ij}}}}" for n in range(15))
    + "$$"
)
EVERYTHING = notebook(
    text("# One step of backpropagation"),
    text(f"## Exercise 1: the $\\delta$ of a unit\n\nA text with `code`.\n\n{FORMULA}"),
    answer(
        "def value(x):\n    '''Words.'''\n    return x + 1  # a very long line" + " and more" * 20,
        [printed("loss 0.5\n" * 100), shown(image_png=PNG), shown(text_html=TABLE)],
    ),
    checked(source=HIDDEN_TEST, outputs=[raised("ValueError", "31337", "Cell In[2], line 4\n")]),
    text("## Exercise 2"),
    answer("y = 1 / 0", [raised("ZeroDivisionError", "division by zero")], "y", 3),
    checked(score=1.0, grade_id="y_test", count=4),
    answer("while True: pass", grade_id="slow", count=5),
    checked(grade_id="slow_test", count=6, outputs=[raised("CellTimeoutError", "too long")]),
    answer("z = 3", grade_id="z", count=7),
    checked(score=2.0, grade_id="z_test", count=8),
    text("## Exercise 3: in words"),
    written(
        "Because\n\n- of *this*\n- [and that](https://example.org)", comment="Nearly **there**."
    ),
    text("The end."),
    verdict="repaired",
    repairs=["the test cell y_test had another text, which was restored"],
    cells={
        "value_test": {"outcome": "failed", "diagnosis": "You left out the slope `f'(h)`."},
        "y_test": {"outcome": "partly", "follow_through": 1.0},
    },
)
PICTURE = Network((3, 2, 1), units=1, weights=None, label="hidden error term")


@dataclass
class Opened:
    """A page in the browser, and all that it did which a page should not."""

    page: Page
    noise: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(find_chromium()), args=list(CHROMIUM_ARGUMENTS)
        )
        yield chromium
        chromium.close()


def opened(
    browser: Browser, path: Path, width: int = DESKTOP, scheme: str = "light", policy: bool = True
) -> Opened:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=not policy,
    )
    found = Opened(context.new_page())
    found.page.on("console", lambda message: found.noise.append(message.text))
    found.page.on("pageerror", lambda error: found.noise.append(str(error)))
    found.page.on("dialog", lambda dialog: (found.noise.append("dialog"), dialog.dismiss()))
    found.page.on("popup", lambda _: found.noise.append("popup"))
    found.page.on(
        "request",
        lambda request: (
            found.noise.append(request.url)
            if not request.url.startswith("data:image/") and request.url != path.as_uri()
            else None
        ),
    )
    found.page.goto(path.as_uri())
    return found


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "everything.html"
    page = page_of(
        EVERYTHING,
        waiting=frozenset({"words"}),
        pictures={"value_test": PICTURE, "y_test": PICTURE},
        late_penalty=0.5,
    )
    path.write_text(page, encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_axe_finds_nothing_serious(
    browser: Browser, everything: Path, width: int, scheme: str
) -> None:
    page = opened(browser, everything, width, scheme, policy=False).page
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(page).response["violations"]
    told = [f"{each['impact']} {each['id']}: {each['nodes'][0]['html']}" for each in found]
    assert [line for line in told if not line.startswith("minor")] == []
    page.context.close()


def test_the_page_says_nothing_and_asks_for_nothing(browser: Browser, everything: Path) -> None:
    found = opened(browser, everything)
    assert found.noise == []
    found.page.context.close()


def test_nothing_is_wider_than_a_phone(browser: Browser, everything: Path) -> None:
    page = opened(browser, everything, PHONE).page
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    page.context.close()


def test_the_style_sheet_is_the_one_that_the_policy_allows(
    browser: Browser, everything: Path
) -> None:
    page = opened(browser, everything).page
    assert page.evaluate("getComputedStyle(document.querySelector('.bar')).display") == "block"
    page.context.close()


def test_dark_is_dark_and_light_is_light(browser: Browser, everything: Path) -> None:
    def brightness(scheme: str) -> float:
        page = opened(browser, everything, scheme=scheme).page
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.context.close()
        return sum(map(int, re.findall(r"\d+", colour))) / 3

    assert brightness("dark") < 40
    assert brightness("light") > 240


def test_print_is_black_on_white_and_has_the_diagnosis(browser: Browser, everything: Path) -> None:
    page = opened(browser, everything, scheme="dark").page
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.locator(".diagnosis").is_visible()
    assert len(page.pdf()) > 20_000
    page.context.close()


def test_a_screen_reader_hears_landmarks_outcomes_and_pictures_in_words(
    browser: Browser, everything: Path
) -> None:
    page = opened(browser, everything).page
    heard = page.locator("body").aria_snapshot()
    for expected in (
        "- banner:",
        "- main:",
        '- navigation "Your points":',
        '- heading "One step of backpropagation" [level=1]',
        '- heading "Look at this first" [level=2]',
        'heading "value Not right yet 0 of 2 points" [level=3]',
        'img "A network of 3, 2, 1 units. Marked, as hidden error term: the hidden units."',
        'img "Figure drawn by your code"',
    ):
        assert expected in heard
    page.context.close()


def test_every_formula_is_laid_out(browser: Browser, everything: Path) -> None:
    page = opened(browser, everything).page
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    heights = page.evaluate(
        "[...document.querySelectorAll('mfrac')].map(f => f.getBoundingClientRect().height)"
    )
    assert len(heights) == 15
    assert all(height > 20 for height in heights)
    page.context.close()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every attack, in every place of one page."""
    cells = []
    for n, words in enumerate(FRAGMENTS):
        outputs = [printed(words), shown(text_html=words), shown(text_markdown=words)]
        outputs += [shown(**{"image/svg+xml": words}), shown(text_latex=words)]
        cells += [
            text(f"## {words}\n\n{words}"),
            answer(words, outputs, f"a{n}"),
            checked(grade_id=f"t{n}", source=words, outputs=[printed(words), raised(words, words)]),
            written(words, grade_id=f"w{n}", comment=words),
        ]
    noted = {
        f"t{n}": {"outcome": "failed", "diagnosis": words} for n, words in enumerate(FRAGMENTS)
    }
    graded = notebook(*cells, verdict="repaired", repairs=FRAGMENTS, cells=noted)
    path = tmp_path_factory.mktemp("page") / "hostile.html"
    path.write_text(page_of(graded), encoding="utf-8")
    return path


@pytest.mark.parametrize("policy", [True, False], ids=["with the policy", "without it"])
def test_no_attack_runs_asks_or_says_anything(
    browser: Browser, hostile: Path, policy: bool
) -> None:
    """Without the policy only the sanitiser stands between the attacks and the browser."""
    found = opened(browser, hostile, policy=policy)
    page = found.page
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.mouse.move(200, 400)
    for _ in range(30):
        page.keyboard.press("Tab")
    page.wait_for_timeout(300)
    assert found.noise == []
    assert page.url == hostile.as_uri()
    assert page.locator("script, iframe, object, embed, form, input, base, link").count() == 0
    assert page.locator("article.step").count() == 2 * len(FRAGMENTS)
    assert page.evaluate("getComputedStyle(document.body).display") == "block"
    page.context.close()


def test_the_policy_alone_stops_a_script_and_a_remote_picture(
    browser: Browser, everything: Path, tmp_path: Path
) -> None:
    """Were the sanitiser to fail one day: the same page with the attacks put into it by hand."""
    attack = (
        "<script>document.title = 'run'</script><img src='x' onerror=\"document.title = 'run'\">"
        "<style>body { display: none }</style><img src='https://canary.example/pixel.png'>"
    )
    path = tmp_path / "attacked.html"
    path.write_text(everything.read_text("utf-8").replace("</main>", f"{attack}</main>"), "utf-8")
    found = opened(browser, path)
    assert found.page.title() == "Feedback for ada: week1"
    assert found.page.evaluate("getComputedStyle(document.body).display") == "block"
    refused = [line for line in found.noise if "Content Security Policy" in line]
    assert len(refused) >= 4
    found.page.context.close()
