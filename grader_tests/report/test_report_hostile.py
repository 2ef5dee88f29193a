"""Names and answers of students are text on the page, whatever they look like."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from grader_tests.report.generated_class import GeneratedClass, generate
from grader_tests.report.reported import report_on
from nbjudge.report.analysis import as_csv
from nbjudge.report.page import page

HOSTILE = (
    ("<script>alert(1)</script>", "One"),
    ("</pre></main><img src=x onerror=alert(1)>", "Two"),
    ('"><svg onload=alert(1)>', "Three"),
    ("{{ 7 * 7 }}", "{% raw %}"),
    ("javascript:alert(1)", "<a href='javascript:alert(1)'>"),
    ("<style>*{display:none}</style>", "<meta http-equiv=refresh content=0>"),
)
CODE = "x = '</pre><script>alert(1)</script><iframe src=//example.org>'"
KNOWN = "html head meta link title style body header h1 h2 h3 h4 p nav ul li a main section".split()
KNOWN += "figure figcaption div dl dt dd span code pre table caption thead tbody tr th td".split()
KNOWN += "details summary script svg g path rect line text".split()


class Tags(HTMLParser):
    """Collects what a browser would make of the page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def hostile_class(tmp_path_factory: pytest.TempPathFactory) -> GeneratedClass:
    """Students with hostile names and answers, and a diagnosis, a verdict and a sign like them."""
    made = generate(tmp_path_factory.mktemp("hostile") / "course", 20, names=HOSTILE)
    for number in range(6):
        path = made.path / f"autograded/s{number:03}/week_1/week_1.ipynb"
        notebook = json.loads(path.read_text())
        for cell in notebook["cells"]:
            if cell["metadata"]["nbgrader"]["solution"]:
                cell["source"] = CODE
        record = notebook["metadata"]["nbjudge"]
        record["verdict"] = HOSTILE[1][0]
        noted = {"outcome": "failed", "diagnosis": HOSTILE[0][0], "sign": HOSTILE[2][0]}
        record["cells"]["coin_test"] = noted
        path.write_text(json.dumps(notebook))
        (path.parent / "nbjudge.json").unlink()
    return made


@pytest.fixture(scope="module")
def tags(hostile_class: GeneratedClass) -> Tags:
    return Tags(page(report_on(hostile_class.path)))


def test_every_element_of_the_page_is_the_pages_own(tags: Tags) -> None:
    assert {tag for tag, _ in tags.seen} <= set(KNOWN)
    assert sum(tag == "script" for tag, _ in tags.seen) == 1
    assert sum(tag == "style" for tag, _ in tags.seen) == 1


def test_no_element_has_a_handler_a_style_or_an_address_elsewhere(tags: Tags) -> None:
    for _, attributes in tags.seen:
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        address = attributes.get("href") or "#"
        assert address == "data:," or address.startswith("#")
        assert "src" not in attributes


def test_hostile_names_and_answers_are_still_readable(tags: Tags) -> None:
    for first, last in HOSTILE:
        assert f"{first} {last}" in tags.text
    assert "<iframe " in tags.text
    assert "//example.org>" in tags.text


def test_a_cell_called_like_markup_is_text_in_the_charts(tmp_path: Path) -> None:
    made = generate(tmp_path / "course", 12)
    report = report_on(made.path)
    hostile = "</text><script>alert(1)</script>"
    for item in report.assignments[0].items:
        object.__setattr__(item, "cell", hostile)
    tags = Tags(page(report))
    assert sum(tag == "script" for tag, _ in tags.seen) == 1
    assert hostile[:10] in tags.text


def test_the_policy_lets_in_nothing_but_the_two_inline_texts(tags: Tags) -> None:
    policy = next(a["content"] for t, a in tags.seen if a.get("http-equiv")) or ""
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert len(re.findall(r"'sha256-[A-Za-z0-9+/]{43}='", policy)) == 2


def test_a_formula_is_text_in_csv(hostile_class: GeneratedClass) -> None:
    report = report_on(hostile_class.path)
    object.__setattr__(report.assignments[0].items[0], "cell", '=HYPERLINK("//example.org")')
    row = as_csv(report).splitlines()[1]
    assert """"'=HYPERLINK(""" in row
