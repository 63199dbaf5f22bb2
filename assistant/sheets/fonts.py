"""The fonts of PDF sheets: Noto Sans SC and Noto Serif SC as TrueType with the glyphs that a sheet needs.

The fonts come with the package ``pylopdf-fonts-zh-cn`` (SIL Open Font License; the outlines are those of
notofonts/noto-cjk 2.004), so that no font of the system is needed. Their outlines are cubic (CFF), which PDF
libraries embed badly; drawn again with quadratic curves they are ordinary TrueType, which every reader shows.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

# Largest distance of a quadratic curve from the cubic one, in thousandths of the em.
_MAX_ERROR = 1.0
# Glyphs kept in memory; Chinese text uses some 4,000.
_KEPT_GLYPHS = 16_384
_NOTDEF = ".notdef"


class Face(Enum):
    """A typeface; the value is its file in the font package."""

    SANS = "NotoSansSC-Regular.otf"
    SERIF = "NotoSerifSC-Regular.otf"


def truetype(face: Face, characters: Iterable[str]) -> bytes:
    """A TrueType font of a face with just these characters; one that the face lacks is shown as a box.

    Args:
        face: the typeface.
        characters: single characters, in any order and number.
    """
    source, order = _open(face), [_NOTDEF]
    names = source.getBestCmap()
    mapping = {}
    for code in sorted({ord(c) for c in characters} | {ord(" ")}):
        name = names.get(code, _NOTDEF)
        mapping[code] = name
        if name not in order:
            order.append(name)
    builder = FontBuilder(source["head"].unitsPerEm, isTTF=True)
    # No clock in the file: the same sheet is to give the same bytes.
    builder.font.recalcTimestamp = False
    builder.updateHead(created=0, modified=0)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(mapping)
    builder.setupGlyf({name: _outline(face, name) for name in order})
    builder.setupHorizontalMetrics({name: source["hmtx"][name] for name in order})
    builder.setupHorizontalHeader(ascent=source["hhea"].ascent, descent=source["hhea"].descent)
    builder.setupNameTable({"familyName": f"Zhengtu{face.name.title()}", "styleName": "Regular"})
    builder.setupOS2(
        sTypoAscender=source["OS/2"].sTypoAscender,
        sTypoDescender=source["OS/2"].sTypoDescender,
        sCapHeight=source["OS/2"].sCapHeight,
        usWeightClass=source["OS/2"].usWeightClass,
    )
    builder.setupPost()
    held = io.BytesIO()
    builder.save(held)
    return held.getvalue()


@lru_cache(maxsize=len(Face))
def _open(face: Face) -> Any:
    content = (files("pylopdf_fonts_zh_cn") / face.value).read_bytes()
    return TTFont(io.BytesIO(content), lazy=True)


@lru_cache(maxsize=_KEPT_GLYPHS)
def _outline(face: Face, name: str) -> Any:
    pen = TTGlyphPen(None)
    # TrueType contours run the other way round.
    _glyphs(face)[name].draw(Cu2QuPen(pen, _MAX_ERROR, reverse_direction=True))
    return pen.glyph()


@lru_cache(maxsize=len(Face))
def _glyphs(face: Face) -> Any:
    return _open(face).getGlyphSet()
