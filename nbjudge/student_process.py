"""What a student process does from its first moment behind the walls to its end."""

import builtins
import socket
import sys

from nbjudge import shell as shell_module
from nbjudge.shell import CellShell
from nbjudge.student import DescriptorOutput, StudentEnd
from nbjudge.walls import WallError
from nbjudge.wire import encode
from nbjudge.wire.channel import Channel

TOUCH = "1"
"""The smallest cell with a result. A fresh fork copies each page that it touches first; most of
those that a cell needs it has then copied before there is a cell to wait for."""


def main(wire: socket.socket, shell: CellShell, standing: tuple[str, ...] | WallError) -> None:
    """Tell which walls stand, then serve the judge until it hangs up."""
    channel = Channel(wire)
    if not isinstance(standing, WallError):
        shell.warm_up(TOUCH)
    channel.send(encode(report(standing)))
    if isinstance(standing, WallError):
        return
    sys.path.insert(0, "")
    end = StudentEnd(channel, shell, DescriptorOutput())
    builtins.input = end.ask_for_input
    shell_module.no_input = end.ask_for_input
    end.serve()


def report(standing: tuple[str, ...] | WallError) -> dict[str, object]:
    if isinstance(standing, WallError):
        return {"missing": [standing.wall, standing.reason, standing.remedy]}
    return {"standing": list(standing)}
