"""Pages that are pictures, read by Debian's tesseract where it is installed with Chinese."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image

from assistant.corpus.characters import is_cjk

_LANGUAGE = "chi_sim"
_SCALE = 300 / 72
_PAGE_LIMIT_S = 90
_MAX_SIDE = 5_000
# Darker is ink. A straight run of ink of this share of the page's shorter side is a rule, no stroke of a character.
_INK, _RULE_SHARE = 140, 0.06
# Between two columns of text no ink stands in a band of this share of the width, within the middle of the page.
_GUTTER_SHARE, _MIDDLE = 0.012, (0.35, 0.65)
# So near to the band the text of a column ends or begins, in so many of all lines.
_REACH, _MOST = 0.06, 0.5
# Tesseract's layouts, and what it is to know: with English it takes short cells of Chinese for letters.
_IN_COLUMNS, _IN_ONE, _IN_CELLS = ("3", "chi_sim+eng"), ("6", "chi_sim+eng"), ("4", "chi_sim")
# In points of the picture.
_THICK = 12
Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]


def read_pictures(path: Path, pages: Sequence[int]) -> dict[int, str] | None:
    """The text of some pages of a PDF by number; None where nothing here can read them."""
    if not can_read_pictures():
        return None
    document = pypdfium2.PdfDocument(path)
    try:
        texts = {}
        for number in pages:
            page = document[number - 1]
            scale = min(_SCALE, _MAX_SIDE / max(page.get_width(), page.get_height(), 1))
            texts[number] = _recognised(np.asarray(page.render(scale=scale, grayscale=True).to_pil()))
        return texts
    finally:
        document.close()


@cache
def can_read_pictures() -> bool:
    """Whether tesseract is here and knows Chinese."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    return _LANGUAGE in listed.stdout.split()


@dataclass(frozen=True, slots=True)
class _Page:
    """A page without its straight lines, which tesseract takes for pictures, and where these were."""

    picture: Grey
    across: Mask
    upright: Mask

    def cells_at(self, x: float, y: float) -> tuple[int, int] | None:
        """The row and column of the ruled table in which a point lies; None outside of tables."""
        row = bisect_right(self.rows, y)
        if not 0 < row < len(self.rows):
            return None
        edges = _places(self.upright[(self.rows[row - 1] + self.rows[row]) // 2])
        column = bisect_right(edges, x)
        return (row, column) if 0 < column < len(edges) else None

    @property
    def rows(self) -> list[int]:
        """The heights of its rules across."""
        return _places(np.asarray(self.across.any(axis=1)))


def _without_rules(page: Grey) -> _Page:
    ink = page < _INK
    least = int(_RULE_SHARE * min(page.shape))
    across, upright = _long_runs(ink, least), _long_runs(ink.T, least).T
    return _Page(np.where(across | upright, 255, page).astype(np.uint8), across, upright)


def _long_runs(ink: Mask, least: int) -> Mask:
    """The points of runs along rows that are longer."""
    width = ink.shape[1]
    at = np.arange(width)
    before = np.maximum.accumulate(np.where(ink, -1, at), axis=1)
    after = np.minimum.accumulate(np.where(ink, width, at)[:, ::-1], axis=1)[:, ::-1]
    return np.asarray(ink & (after - before > least))


def _places(marks: Mask) -> list[int]:
    """Where marks stand, those that are as near as a rule is thick as one."""
    places: list[int] = []
    for at in np.flatnonzero(marks):
        if not places or at - places[-1] > _THICK:
            places.append(int(at))
    return places


def _in_columns(page: Grey) -> bool:
    """Whether a band without ink parts two columns of text: most lines of both reach it, as cells of a table do not."""
    height, width = page.shape
    ink = page[height // 6 : -height // 6] < _INK
    left, right = (int(share * width) for share in _MIDDLE)
    inked = [left, *(left + np.flatnonzero(ink[:, left:right].any(axis=0))), right]
    first, last = max(pairwise(inked), key=lambda edges: edges[1] - edges[0])
    near = int(_REACH * width)
    reach = ink[:, first - near : first + 1].any(axis=1) & ink[:, last : last + near].any(axis=1)
    lines = int(ink.any(axis=1).sum())
    return last - first >= _GUTTER_SHARE * width and lines > 0 and reach.sum() >= _MOST * lines


def _recognised(picture: Grey) -> str:
    """The lines of a page; a row of a ruled table is one line, with tabs between its cells."""
    page = _without_rules(picture)
    ruled = bool(page.upright.any())
    buffer = io.BytesIO()
    Image.fromarray(page.picture).save(buffer, format="PNG")
    layout, languages = _IN_CELLS if ruled else _IN_COLUMNS if _in_columns(page.picture) else _IN_ONE
    done = subprocess.run(
        ["tesseract", "stdin", "stdout", "-l", languages, "--psm", layout, *(["tsv"] if ruled else [])],
        input=buffer.getvalue(),
        capture_output=True,
        timeout=_PAGE_LIMIT_S,
        check=False,
    )
    text = done.stdout.decode(errors="replace")
    return "\n".join(_lines(text, page)) if ruled else text


def _lines(table: str, page: _Page) -> Iterator[str]:
    """Lines of what tesseract tells word by word, with blank ones between paragraphs."""
    cells: dict[tuple[int, ...], dict[int, list[str]]] = {}
    for word in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if not (word.get("text") or "").strip():
            continue
        left, top, width, height = (int(word[n]) for n in ("left", "top", "width", "height"))
        cell = page.cells_at(left + width / 2, top + height / 2)
        line = tuple(int(word[n]) for n in ("block_num", "par_num", "line_num"))
        row, column = ((-1, cell[0]), cell[1]) if cell else (line, 0)
        cells.setdefault(row, {}).setdefault(column, []).append(word["text"])
    before: tuple[int, ...] = ()
    for row, words in cells.items():
        # Words of a table's row stand together; what else there is keeps its paragraphs.
        if before and before[:-1] != row[:-1]:
            yield ""
        last = max(words) if row[0] < 0 else 0
        yield "\t".join(_joined(words.get(c, ())) for c in range(1 if row[0] < 0 else 0, last + 1))
        before = row


def _joined(words: Sequence[str]) -> str:
    """Words as one text: tesseract sets apart what it is unsure of, ideographs and the figures beside them too."""
    text = ""
    for word in words:
        close = not text or is_cjk(text[-1]) or is_cjk(word[0])
        text += word if close else f" {word}"
    return text
