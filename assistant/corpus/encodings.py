"""The bytes of a text file to its words, in whichever usual encoding it is written."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

_FEW_BYTES = 64


def decoded(data: bytes) -> str | None:
    """The text of a file, its lines ended as Unix ends them; None for binary data.

    UTF-8 and UTF-16 say by themselves what they are. Of the two Chinese encodings almost any bytes fit both: the
    one that reads as more usual text is taken.
    """
    text = _read(data)
    return None if text is None else text.replace("\r\n", "\n").replace("\r", "\n")


def _read(data: bytes) -> str | None:
    for marks, encoding in (((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE), "utf-16"), ((b"",), "utf-8-sig")):
        if data.startswith(marks):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            return None if "\x00" in text else text
    if b"\x00" in data:
        return None
    if len(data) < _FEW_BYTES:
        # Too little to tell the two apart; the first is far commoner.
        return _strictly(data, "gb18030")
    best = from_bytes(data, cp_isolation=["gb18030", "big5"]).best()
    return str(best) if best is not None else _strictly(data, "gb18030")


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
