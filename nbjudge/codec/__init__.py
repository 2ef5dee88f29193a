"""The codec: plain data between the judge, which is trusted, and a student process, which is not.

    message = encode({"w": np.zeros(3), "loss": [0.7, 0.4]})
    decode(message)

A message holds numbers, texts, containers, dates, arrays and tables, and the names of modules and
classes; never code, never a pickle. What is none of these stays on its side: `Hooks.refer` may put
a `Ref`, a number, in its place. `encode` runs none of the code of the classes that it meets;
`decode` takes its bytes for those of an attacker.

Each family of forms registers itself in `registry.py`; `decoder.py` says in what order a message is
trusted.
"""

# The families, imported to register themselves; those of pandas are, when it is needed.
from nbjudge.codec import arrays, containers, datetimes, names, references, scalars  # noqa: F401
from nbjudge.codec.channel import Channel
from nbjudge.codec.decoder import decode
from nbjudge.codec.encoder import encode
from nbjudge.codec.hooks import Hooks, Ref
from nbjudge.codec.limits import MessageLimits
from nbjudge.codec.registry import warm

__all__ = ["Channel", "Hooks", "MessageLimits", "Ref", "decode", "encode", "warm"]
