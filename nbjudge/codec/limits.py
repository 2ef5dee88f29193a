"""How much one message may hold."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MessageLimits:
    """Caps that both sides check: encode so that it can say what is too large, decode for safety.

    A hostile message makes decode allocate no more than about its own length plus 22 times
    `max_tree_bytes` (a tree of nothing but two-letter texts), and compute for no more than a few
    seconds: see `hashing_seconds`.
    """

    max_bytes: int = 256 << 20
    """One message, all in all."""
    max_tree_bytes: int = 24 << 20
    """Its structured part: everything but the content of arrays and of long bytes."""
    max_items: int = 4_000_000
    """Elements of all containers and fields of all other forms together."""
    max_depth: int = 64
    """Containers within containers."""
    max_int_bytes: int = 1 << 20
    """One integer."""
    max_digits: int = 10_000
    """Digits of a Decimal, and the size of its exponent."""
    max_ratio_bytes: int = 1024
    """Numerator and denominator of a Fraction: reducing it takes quadratic time."""
    hashing_seconds: float = 2.0
    """Processor time of this thread for filling the dicts and sets of one message.

    Hashes of numbers are no secret, so k * (2**61 - 1) for k = 1, 2, ... makes a dict take
    quadratic time, and subtler keys do so without two equal hashes. Two million honest keys take
    a quarter of a second; the clock is the thread's own, so a busy machine rejects nobody.
    """


DEFAULT_LIMITS = MessageLimits()
