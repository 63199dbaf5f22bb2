"""Random Unicode for what must read any text.

The first strings are no chance: characters that NFKC lengthens, many times over, and every block of 256 code points. The
rest is random in kind and length.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator, Sequence

_BLOCK = 256
_LAST = 0x110000
_SURROGATES = range(0xD800, 0xE000)
_MAX_CHARS = 20_000
# Shares of lengths: most strings are short, so that many of them can be tried.
_LENGTHS = ((0.85, 6), (0.97, 24), (0.995, 200), (0.999, 4000), (1.0, _MAX_CHARS))


def compatible() -> list[str]:
    """The characters that NFKC changes."""
    return [
        c for code in range(_LAST) if code not in _SURROGATES and unicodedata.normalize("NFKC", c := chr(code)) != c
    ]


def strings(seed: int) -> Iterator[tuple[str, str]]:
    """(kind, text) without end; the same for the same seed."""
    rng = random.Random(seed)
    changed = compatible()
    longest = sorted(changed, key=lambda c: -len(unicodedata.normalize("NFKC", c)))[:200]
    combining = [chr(code) for code in range(_LAST) if code not in _SURROGATES and unicodedata.combining(chr(code))]
    yield from (("longest", c * n) for c in longest[:100] for n in (20, 500) if n == 20 or c == longest[0])
    yield "longest", longest[0] * _MAX_CHARS
    kinds = ("block", "any", "compatibility", "longest", "combining", "surrogates", "controls", "one", "words")
    blocks = iter(rng.sample(range(0, _LAST, _BLOCK), _LAST // _BLOCK))
    while True:
        kind, length = rng.choice(kinds), _length(rng)
        if kind == "block":
            # Each block once before any comes again.
            first = next(blocks, None)
            start = rng.randrange(0, _LAST, _BLOCK) if first is None else first
            text = _drawn(rng, range(start, start + _BLOCK), length)
        elif kind == "any":
            text = _drawn(rng, range(_LAST), length)
        elif kind in ("compatibility", "longest"):
            text = "".join(rng.choices(changed if kind == "compatibility" else longest, k=length))
        elif kind == "combining":
            text = rng.choice("a가क") + "".join(rng.choices(combining, k=length))
        elif kind == "surrogates":
            text = _drawn(rng, _SURROGATES, length)
        elif kind == "controls":
            text = "".join(
                rng.choices("\0\x01\t\n\r\x7f\x85\xa0\u200b\u200d\u2028\u202e\ufeff\ufffd\uffff a", k=length)
            )
        elif kind == "one":
            text = chr(rng.randrange(_LAST)) * length
        else:
            text = " ".join(_drawn(rng, range(0x4E00, 0x4E40), rng.randrange(4)) + "ﬃⅧ" for _ in range(length // 4))
        yield kind, text[:_MAX_CHARS]


def _length(rng: random.Random) -> int:
    share = rng.random()
    return rng.randrange(1 + next(most for upto, most in _LENGTHS if share <= upto))


def _drawn(rng: random.Random, codes: Sequence[int], length: int) -> str:
    return "".join(map(chr, rng.choices(codes, k=length)))
