"""What a cell shows, as a kernel would write it into the notebook: results and display data."""

from collections.abc import Mapping
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.formatters import DisplayFormatter

from nbjudge.process.kernel.outputs import Output, Outputs, plain_bundle

NUMBERS = (bool, int, float)
PLAIN = "text/plain"


class CellDisplayHook(DisplayHook):
    """Turns the value of a cell's last expression into an execute result."""

    def write_output_prompt(self) -> None: ...

    def compute_format_data(self, result: object) -> tuple[dict[str, Any], dict[str, Any]]:
        """As IPython's, without asking a number for its pictures: most tests end in a number."""
        formatter = self.shell.display_formatter  # type: ignore[union-attr]
        if type(result) in NUMBERS and not has_own_formats(type(result), formatter):
            return {PLAIN: formatter.formatters[PLAIN](result)}, {}
        computed: tuple[dict[str, Any], dict[str, Any]]
        computed = super().compute_format_data(result)  # type: ignore[no-untyped-call]
        return computed

    def write_format_data(
        self, format_dict: Mapping[str, Any], md_dict: Mapping[str, Any] | None = None
    ) -> None:
        outputs: Outputs = self.shell.cell_outputs  # type: ignore[union-attr]
        outputs.add(
            {
                "output_type": "execute_result",
                "execution_count": self.prompt_count,
                "data": plain_bundle(format_dict),
                "metadata": dict(md_dict or {}),
            }
        )

    def finish_displayhook(self) -> None:
        self._is_active = False


class CellDisplayPublisher(DisplayPublisher):
    """Turns ``display(...)`` into display data."""

    def publish(  # type: ignore[override]
        self,
        data: Mapping[str, Any],
        metadata: Mapping[str, Any] | None = None,
        *,
        transient: Mapping[str, Any] | None = None,
        update: bool = False,
        **_: object,
    ) -> None:
        display_id = (transient or {}).get("display_id")
        output: Output = {
            "output_type": "display_data",
            "data": plain_bundle(data),
            "metadata": dict(metadata or {}),
        }
        if update:
            self.shell.cell_outputs.update(display_id, output)
        else:
            self.shell.cell_outputs.add(output | {"display_id": display_id})

    def clear_output(self, wait: bool = False) -> None:
        if wait:
            self.shell.cell_outputs.clear_before_next = True
        else:
            self.shell.cell_outputs.items.clear()


def has_own_formats(cls: type, formatter: DisplayFormatter) -> bool:
    """Whether somebody has registered how such values are shown other than as text."""
    others = [f for kind, f in formatter.formatters.items() if kind != PLAIN]
    others += [formatter.mimebundle_formatter, formatter.ipython_display_formatter]
    return any(
        other.singleton_printers
        or any(
            base in other.type_printers
            or (base.__module__, base.__name__) in other.deferred_printers
            for base in cls.__mro__
        )
        for other in others
    )
