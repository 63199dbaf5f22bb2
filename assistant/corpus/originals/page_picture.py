"""A page of a PDF as a picture with words of it marked, drawn in a process of its own as reading is."""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.corpus.characters import seen
from assistant.corpus.originals.blocks import Box
from assistant.errors import UnreadableFileError

_LIMIT_S, _MEMORY_BYTES = 30, 1_500_000_000
_WIDTH_PX, _MAX_HEIGHT_PX = 1_100, 3_000
_MARK = (255, 221, 77)


def draw_page(original: Path, page: int, boxes: Sequence[Box], quote: str) -> bytes:
    """A PNG of a page; marked are the quoted words within the boxes, or the boxes where they are not found.

    Raises:
        UnreadableFileError: the page cannot be drawn.
    """
    asked = {"path": str(original), "page": page, "boxes": [list(b) for b in boxes], "quote": quote}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "assistant.corpus.originals.page_picture"],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=_LIMIT_S,
            check=False,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError("这一页画不出来。The page cannot be drawn.", original) from error
    if done.returncode or not done.stdout.startswith(b"\x89PNG"):
        raise UnreadableFileError("这一页画不出来。The page cannot be drawn.", original)
    return done.stdout


def _draw(path: str, number: int, boxes: Sequence[Box], quote: str) -> bytes:
    import pypdfium2
    from PIL import Image, ImageChops

    document = pypdfium2.PdfDocument(path)
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(_WIDTH_PX / width, _MAX_HEIGHT_PX / height)
    picture = page.render(scale=scale).to_pil().convert("RGB")
    marks = Image.new("RGB", picture.size, "white")
    for left, top, right, bottom in _words(page, height, boxes, quote) or boxes:
        marks.paste(_MARK, tuple(round(v * scale) for v in (left - 1, top - 1, right + 1, bottom + 1)))
    buffer = io.BytesIO()
    ImageChops.multiply(picture, marks).save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()


def _words(page: Any, height: float, boxes: Sequence[Box], quote: str) -> list[Box]:
    """Where the quoted words stand within the boxes, a box a line; [] where they are not all there."""
    text = page.get_textpage()
    found: list[tuple[str, Box, int]] = []
    characters = []
    for i in range(text.count_chars()):
        left, low, right, high = text.get_charbox(i)
        shown = "".join(seen(text.get_text_range(i, 1)).split())
        if shown:
            characters.append((shown, (left, height - high, right, height - low)))
    for line, (left, top, right, bottom) in enumerate(boxes):
        inside = [
            (c, b)
            for c, b in characters
            if left - 1 <= (b[0] + b[2]) / 2 <= right + 1 and top - 1 <= (b[1] + b[3]) / 2 <= bottom + 1
        ]
        found += [(c, b, line) for c, b in sorted(inside, key=lambda p: p[1][0])]
    # Of a table's row the cells stand between bars, of an item its mark is gone.
    wanted = "".join(c for c in quote if not c.isspace() and c != "|")
    whole = "".join(c for c, _, _ in found)
    at = whole.find(wanted)
    if at < 0 or not wanted:
        return []
    places = [i for i, (c, _, _) in enumerate(found) for _ in c][at : at + len(wanted)]
    lines: dict[int, list[Box]] = {}
    for i in dict.fromkeys(places):
        lines.setdefault(found[i][2], []).append(found[i][1])
    return [
        (min(b[0] for b in held), min(b[1] for b in held), max(b[2] for b in held), max(b[3] for b in held))
        for held in lines.values()
    ]


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    wanted_ = json.load(sys.stdin)
    sys.stdout.buffer.write(
        _draw(wanted_["path"], wanted_["page"], [tuple(b) for b in wanted_["boxes"]], wanted_["quote"])
    )
