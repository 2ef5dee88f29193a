"""Every page that nbjudge writes has the one head, with the policy that holds in the browser."""

import base64
import hashlib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import nbjudge
from grader_tests.feedback.graded import answer, checked, notebook, page_of
from nbjudge.prove.proof import Claim, Proof
from nbjudge.prove.showing import page as proof_page
from nbjudge.report.analysis import Report
from nbjudge.report.page import page as report_page

PAGES = {
    "feedback": lambda: page_of(notebook(answer("x"), checked())),
    "report": lambda: report_page(Report("a course", 0, [], [])),
    "prove": lambda: proof_page([Proof("ps1", "ps1", [Claim.of("it holds", [])])]),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_lets_in_its_own_style_and_script_and_nothing_else(name: str) -> None:
    page = BeautifulSoup(PAGES[name](), "html.parser")
    (policy,) = page.select("head > meta[http-equiv='Content-Security-Policy']")
    rules = dict(rule.split(" ", 1) for rule in str(policy["content"]).split("; "))
    assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("form-action") == "'none'"
    assert rules.pop("img-src") == "data:"
    texts = {"style-src": page.style, "script-src": page.script}
    hashes = {
        rule: hashlib.sha256(element.get_text().encode()).digest()
        for rule, element in texts.items()
        if element
    }
    assert rules == {rule: f"'sha256-{base64.b64encode(h).decode()}'" for rule, h in hashes.items()}
    assert page.select("meta[charset], meta[name='viewport'], meta[name='referrer']")[2:]


def test_no_page_has_a_head_of_its_own() -> None:
    package = Path(nbjudge.__file__).parent
    texts = [f for f in package.rglob("*") if f.suffix in (".py", ".html")]
    heads = [f.name for f in texts if "<!doctype" in f.read_text("utf-8").lower()]
    assert heads == ["head.html"]
