"""What a student process does from its first moment behind the walls to its end."""

import socket
import sys

from nbjudge.codec import encode
from nbjudge.codec.channel import Channel
from nbjudge.errors import WallError
from nbjudge.process.kernel.printed import Copy, DescriptorOutput
from nbjudge.process.kernel.shell import CellShell
from nbjudge.process.student import StudentEnd
from nbjudge.process.warm_up import rehearse_as_student
from nbjudge.sandbox import Standing


def main(wire: socket.socket, printed: int, shell: CellShell, standing: Standing) -> None:
    """Tell which walls stand, then serve the judge until it hangs up.

    ``printed`` is the descriptor of a file that will still be there when this process is not.
    """
    channel = Channel(wire)
    channel.send(encode(report(standing)))
    if isinstance(standing, WallError):
        return
    copy = Copy(printed)
    rehearse_as_student(channel, shell, copy)
    sys.path.insert(0, "")
    StudentEnd(channel, shell, DescriptorOutput(), copy).serve()


def report(standing: Standing) -> dict[str, object]:
    if isinstance(standing, WallError):
        return {"missing": [standing.wall, standing.reason, standing.remedy]}
    return {"standing": list(standing)}
