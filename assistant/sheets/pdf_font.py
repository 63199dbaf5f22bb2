"""reportlab's TrueType font, for one sheet after another, with characters beyond the first plane searchable."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from assistant.sheets.fonts import Face, truetype

_BEYOND = re.compile(r"<([0-9A-F]{5,6})>")


class SheetFont(TTFont):  # type: ignore[misc]  # reportlab has no types
    """Writes rare ideographs (U+20000 and on) as UTF-16, as the map from glyphs to text demands.

    reportlab 5.1 writes their number as it is, which readers take for another character.
    """

    def load(self, face: Face, characters: Iterable[str]) -> None:
        """Become a font of just these characters: reportlab never replaces one that it has under a name."""
        TTFont.__init__(self, face.name, io.BytesIO(truetype(face, characters)))

    def addObjects(self, doc: Any) -> None:
        """Adds the font's subsets to a document, then mends their maps."""
        super().addObjects(doc)
        for name, held in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                held.content = _BEYOND.sub(_utf16, held.content)


def load_fonts(characters: set[str]) -> None:
    """Make both faces, under their names, fonts of these characters; only one sheet at a time may use them."""
    for face in Face:
        font = _FONTS.get(face)
        if font is None:
            font = _FONTS[face] = SheetFont(face.name, io.BytesIO(truetype(face, characters)))
            pdfmetrics.registerFont(font)
        else:
            font.load(face, characters)


_FONTS: dict[Face, SheetFont] = {}


def _utf16(match: re.Match[str]) -> str:
    return f"<{chr(int(match.group(1), 16)).encode('utf-16-be').hex().upper()}>"
