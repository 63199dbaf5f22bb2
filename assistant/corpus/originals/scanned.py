"""Pages that are pictures, read by Debian's tesseract where it is installed with Chinese."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pypdfium2

_LANGUAGE = "chi_sim"
_SCALE = 300 / 72
_PAGE_LIMIT_S = 90
_MAX_SIDE = 5_000


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
            picture = page.render(scale=scale, grayscale=True).to_pil()
            texts[number] = _recognised(picture)
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


def _recognised(picture: object) -> str:
    import io

    buffer = io.BytesIO()
    picture.save(buffer, format="PNG")  # type: ignore[attr-defined]
    done = subprocess.run(
        ["tesseract", "stdin", "stdout", "-l", f"{_LANGUAGE}+eng", "--psm", "3"],
        input=buffer.getvalue(),
        capture_output=True,
        timeout=_PAGE_LIMIT_S,
        check=False,
    )
    lines = done.stdout.decode(errors="replace").splitlines()
    return "\n".join(_without_gaps(line) for line in lines)


def _without_gaps(line: str) -> str:
    """Tesseract puts spaces between ideographs; the text has none."""
    kept = ""
    for i, character in enumerate(line):
        inner = character == " " and 0 < i < len(line) - 1
        if inner and ord(line[i - 1]) > 0x2E7F and ord(line[i + 1]) > 0x2E7F:
            continue
        kept += character
    return kept
