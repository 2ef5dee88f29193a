"""Fuzz what the judge reads, guided by coverage: ``python -m grader_tests.fuzz_codec [SECONDS]``.

Whatever the bytes, decoding them ends in a value or in BadMessage, and what it gave can be told
again. Atheris tells which bytes reach new lines of the codec and goes on from those. The last lines
say how many inputs were tried, how much memory was in use at most, and how long one took at most.
"""

import contextlib
import os
import resource
import struct
import sys
import tempfile
import time
import warnings
from pathlib import Path

import atheris
import msgpack

with atheris.instrument_imports(include=["nbjudge.codec", "nbjudge.process.remote"]):
    import nbjudge.codec.tables  # noqa: F401  (which imports the families of pandas)
    from nbjudge.codec import decode, encode, tags
    from nbjudge.process.remote import short_form

from grader_tests.engine.codec.test_codec_hostile import MESSAGES, Trusting
from nbjudge.errors import BadMessage, CannotCross

SECONDS = 1800
LONGEST = 1 << 14
"""Bytes of one input: enough for each form within each other one."""

MOST_MEMORY = 2048
"""Megabytes, after which libFuzzer calls it a finding."""


class Fuzzer:
    """Tries inputs for some seconds; counts them, and how long one took at most."""

    def __init__(self, seconds):
        self._ends = time.monotonic() + seconds
        self.tried = self.read = 0
        self.longest = 0.0

    def try_one(self, data):
        if time.monotonic() > self._ends:
            self.report()
            os._exit(0)  # libFuzzer would not let Python come to its end either
        started = time.process_time()
        self.tried += 1
        if not data:
            return
        try:
            self._try(data[0] % 3, data[1:])
        except BadMessage:
            pass
        finally:
            self.longest = max(self.longest, time.process_time() - started)

    def _try(self, how, data):
        if how == 0:  # as it is, its header included
            value = decode(data, Trusting())
        elif how == 1:  # behind a header that fits; the first byte tells where the tree ends
            at = 1 + min(data[0] * 64, len(data) - 1) if data else 0
            tree, buffers = data[1:at] or data[1:], data[at:]
            value = decode(tags.HEADER.pack(tags.VERSION, len(tree)) + tree + buffers, Trusting())
        else:
            short_form.decoded(short_form.MARK + data)
            return
        self.read += 1
        with contextlib.suppress(CannotCross):  # what stands for a module, say
            encode(value)

    def report(self):
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{self.tried:,} inputs tried, {self.read:,} of them read as values; at most "
            f"{memory} MB in use, and {self.longest:.2f} s of processor time for one",
            flush=True,
        )


def seeds():
    """Messages of every form, as bytes that `Fuzzer` takes."""
    for message in MESSAGES:
        yield b"\0" + message
        _, length = tags.HEADER.unpack_from(message)
        tree, buffers = message[tags.HEADER.size :][:length], message[tags.HEADER.size + length :]
        yield b"\1" + struct.pack("<B", min(255, length // 64 + 1)) + tree + buffers
    for values in [(3, 0.5), (7, "text"), (1, 2, "call", 3, None, True)]:
        yield b"\2" + msgpack.packb(values)


def main():
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    warnings.simplefilter("ignore")
    fuzzer = Fuzzer(seconds)
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds()):
            Path(folder, f"seed{number}").write_bytes(seed)
        options = [f"-max_len={LONGEST}", f"-rss_limit_mb={MOST_MEMORY}", "-timeout=20"]
        atheris.Setup([sys.argv[0], *options, folder], fuzzer.try_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
