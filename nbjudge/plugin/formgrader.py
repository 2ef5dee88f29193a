"""A content policy for the pages of nbgrader's formgrader: only its own scripts run there.

What nbjudge graded holds no script. But a course has notebooks that were graded before, and a
student's own files lie beside them: a link to one is a page of the instructor's server.

Each script that stands in a template of nbgrader's or nbconvert's gets a nonce, anew for each page;
whatever else comes into the page has none. The template of outputs is left out: what is a script
there was a student's.
"""

import base64
import hashlib
import re
import secrets
import sys
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment

EXTENSION = "nbgrader.server_extensions.formgrader.formgrader"
"""What a server has imported that shows the formgrader, and nobody else."""

OF_OUTPUTS = ("classic/base.html.j2", "base/base.html.j2", "base.html.j2", "null.j2")
SCRIPT = "<script"
NONCE: ContextVar[str] = ContextVar("NONCE")
"""That of the page which is being written: a template keeps what it imported for the first page."""

BUTTON = re.compile(r"\son[a-z]+=\"([^\"{}]+)\"", re.IGNORECASE)
"""What a button of nbgrader's templates does; none holds anything of a submission."""

FILES = "sandbox; default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'"
"""For a student's own files: shown, but as a page of nobody's."""


def page_policy(nonce: str, buttons: str) -> str:
    """MathJax comes from where nbconvert's template says, and fetches its parts from there."""
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'nonce-{nonce}' 'strict-dynamic' 'unsafe-hashes' {buttons}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data: https://cdnjs.cloudflare.com",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-src 'self'",
            "frame-ancestors 'self'",
        ]
    )


def hashes_of_buttons(templates: Path) -> str:
    """What a policy says of the buttons in templates, so that they go on working."""
    sources = (path.read_text("utf-8") for path in templates.rglob("*") if path.is_file())
    done = sorted({code for source in sources for code in BUTTON.findall(source)})
    hashes = (hashlib.sha256(code.encode()).digest() for code in done)
    return " ".join(f"'sha256-{base64.b64encode(one).decode()}'" for one in hashes)


class WithNonces(BaseLoader):
    """Loads templates as another loader does, their scripts with a nonce."""

    def __init__(self, loader: BaseLoader) -> None:
        self._loader = loader

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, name, is_fresh = self._loader.get_source(environment, template)
        if not template.endswith(OF_OUTPUTS):
            source = source.replace(SCRIPT, f'{SCRIPT} nonce="{{{{ nbjudge_nonce() }}}}"')
        return source, name, is_fresh

    def list_templates(self) -> list[str]:
        return self._loader.list_templates()


def protect() -> None:
    """Give formgrader's pages their policy, if this process is a server that shows them."""
    if EXTENSION not in sys.modules:
        return
    from nbgrader.server_extensions.formgrader import base, handlers

    if getattr(base.BaseHandler, "nbjudge_nonce", None) is None:
        buttons = hashes_of_buttons(Path(handlers.template_path))
        _protect(base.BaseHandler, handlers.SubmissionFilesHandler, buttons)


def _protect(handler: Any, files_handler: Any, buttons: str) -> None:
    exporter, render = handler.exporter.fget, handler.render

    def nonce(self: Any) -> str:
        """The nonce of the page that this handler, which lives for one request, writes."""
        if "_nbjudge_nonce" not in vars(self):
            self._nbjudge_nonce = secrets.token_urlsafe(16)
        return str(self._nbjudge_nonce)

    def prepared(environment: Environment, self: Any) -> None:
        if not isinstance(environment.loader, WithNonces) and environment.loader:
            environment.loader = WithNonces(environment.loader)
        environment.globals["nbjudge_nonce"] = NONCE.get
        NONCE.set(self.nbjudge_nonce)

    def exporter_with_nonces(self: Any) -> Any:
        found = exporter(self)
        prepared(found.environment, self)
        return found

    def render_with_nonces(self: Any, name: str, **values: Any) -> Any:
        prepared(self.settings["nbgrader_jinja2_env"], self)
        return render(self, name, **values)

    handler.nbjudge_nonce = property(nonce)
    handler.exporter = property(exporter_with_nonces)
    handler.render = render_with_nonces
    handler.content_security_policy = property(
        lambda self: page_policy(self.nbjudge_nonce, buttons)
    )
    files_handler.content_security_policy = property(lambda _: FILES)
