"""A console that shows what it is told and does nothing else at the word of a student's file."""

from typing import Any

from rich.console import Console
from rich.text import Text

from nbjudge.harmless.text import visible


class VisibleConsole(Console):
    """Names and reasons of a submission hold no sequence that speaks to the terminal."""

    def render_str(self, text: str, **options: Any) -> Text:
        return super().render_str(visible(text), **options)
