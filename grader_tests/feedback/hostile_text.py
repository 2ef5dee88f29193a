"""What a student might write to run, style, fetch or break something in the page, and an oracle.

The oracle shares nothing with the page's sanitiser: the page is read by another parser (Python's
own), and every tag and attribute in it must be on the short list below.
"""

import base64
import re
from html.parser import HTMLParser

CANARY = "canary.example"

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script>'
    f'<image href="https://{CANARY}/svg.png"/></svg>'
)
FRAGMENTS = [
    "<script>alert(1)</script>",
    f'<script src="https://{CANARY}/x.js"></script>',
    "<img src=x onerror=alert(1)>",
    f'<img src="https://{CANARY}/pixel.png">',
    f"![pixel](https://{CANARY}/pixel.png)",
    f'<img src="data:image/png;base64,AAAA" srcset="https://{CANARY}/2x.png 2x">',
    "[click](javascript:alert(1))",
    '<a href="java&#10;script:alert(1)">click</a>',
    '<a href="data:text/html,<script>alert(1)</script>">click</a>',
    '<a href="//canary.example/relative">click</a>',
    '<a href="file:///etc/passwd">click</a>',
    "<style>body{display:none}</style>",
    f'<style>@import "https://{CANARY}/x.css";</style>',
    f'<p style="background:url(https://{CANARY}/x)">styled</p>',
    f'<link rel="stylesheet" href="https://{CANARY}/x.css">',
    f'<meta http-equiv="refresh" content="0;url=https://{CANARY}/">',
    f'<base href="https://{CANARY}/">',
    f'<form action="https://{CANARY}/"><input name="password"><button>go</button></form>',
    f'<iframe src="https://{CANARY}/"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    f'<object data="https://{CANARY}/x.swf"></object><embed src="https://{CANARY}/x">',
    f'<video src="https://{CANARY}/x.mp4" autoplay></video><audio src="https://{CANARY}/x"></audio>',
    SVG,
    f'<img src="data:image/svg+xml;base64,{base64.b64encode(SVG.encode()).decode()}">',
    '<img src="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "</div></article></section></main></body></html><script>alert(1)</script>",
    "</pre></code></details><h1>Full marks</h1>",
    "</title></style></textarea>--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script><![CDATA[",
    "$\\text{<script>alert(1)</script>}$ $\\href{javascript:alert(1)}{x}$",
    "$$\\style{background:red}{x} \\class{step}{y} \\text{<img src=x onerror=alert(1)>}$$",
    f'![$"onerror=alert(1) x="$](https://{CANARY}/$x$)',
    '<a title="&#2;d0&#3;" onclick="alert(1)">$$\\text{" onmouseover="alert(1)}$$</a>',
    '<p id="points" class="passed" name="first" tabindex="1" accesskey="x" role="alert">x</p>',
    "<details open ontoggle=alert(1)>x</details>",
    "<x-element onfocus=alert(1) autofocus tabindex=1>x</x-element>",
    "```mermaid\n</pre><script>alert(1)</script>\n```",
    '```python\n"</pre><script>alert(1)</script>"\n```',
    '```"><script>alert(1)</script>\nx\n```',
    "{{ 7 * 191 }}{% raw %}{{ about.hidden }}",
    "\x00\x02d0\x03\x1b[31m\x7f\u202etxet\u2028",
]

STRUCTURE = set(
    "html head meta title style body header main nav section article figure figcaption svg circle"
    " path rect line text".split()
)
CONTENT = set(
    "h1 h2 h3 h4 p a ul ol li dl dt dd div span strong em b i code pre blockquote img table thead"
    " tbody tfoot tr th td caption col colgroup hr br del ins sub sup details summary math mrow mi"
    " mo mn ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr"
    " mtd mstyle mpadded mphantom small s u q kbd samp var abbr cite mark".split()
)
DRAWING = set(
    "viewbox width height x y cx cy r x1 x2 y1 y2 d preserveaspectratio focusable".split()
)
ATTRIBUTES = {
    *DRAWING,
    *"id class lang role aria-label aria-labelledby aria-hidden tabindex href src alt".split(),
    *"title rel colspan".split(),
    *"rowspan start scope span display stretchy fence form separator accent mathvariant".split(),
    *"displaystyle scriptlevel columnalign minsize maxsize accentunder linethickness".split(),
}
OF_META = {"charset", "http-equiv", "content", "name"}
IMAGE = re.compile(r"data:image/(png|jpeg|gif|svg\+xml);base64,[A-Za-z0-9+/=\s]+")
ONCE = ("html", "head", "body", "main", "header", "style", "title", "h1")


class Complaints(HTMLParser):
    """What is in a page that must not be, in ``found``."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: list[str] = []
        self.feed(page)
        self.close()
        self.found += [f"{tag} is there more than once" for tag in ONCE if self.tags.count(tag) > 1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in STRUCTURE | CONTENT:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name not in (OF_META if tag == "meta" else ATTRIBUTES):
                self.found.append(f"<{tag} {name}>")
            self._check_address(tag, name, value or "")

    def _check_address(self, tag: str, name: str, value: str) -> None:
        if tag == "meta" and name == "http-equiv" and value != "Content-Security-Policy":
            self.found.append(f"<meta http-equiv={value}>")
        if name == "src" and not (tag == "img" and IMAGE.fullmatch(value)):
            self.found.append(f"<{tag} src={value[:40]}>")
        if name == "href" and not (tag == "a" and re.match(r"(#|https?://|mailto:)", value)):
            self.found.append(f"<{tag} href={value[:40]}>")


def complaints(page: str) -> list[str]:
    return Complaints(page).found
