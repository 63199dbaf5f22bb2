"""Pages that are pictures: what stands on them is read where tesseract is, and named where it is not."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from assistant.corpus.originals import scanned
from assistant.corpus.originals.blocks import Kind
from assistant.corpus.originals.reading import read_here
from assistant.errors import UnreadableFileError

FONT = next(Path("/usr/share/fonts").rglob("NotoS*CJK*Regular.ttc"), None)
ROWS = [["等级", "费用", "时长"], ["初级", "60元", "90分钟"], ["中级", "80元", "120分钟"], ["高级", "95元", "150分钟"]]
PAGE = (1240, 1754)


def _scan(path: Path, lines: list[str], rows: list[list[str]]) -> None:
    picture = Image.new("L", PAGE, 255)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(FONT), 34)
    for number, line in enumerate(lines):
        draw.text((120, 140 + 70 * number), line, font=font, fill=0)
    top = 200 + 70 * len(lines)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            x, y = 120 + 300 * c, top + 76 * r
            draw.rectangle((x, y, x + 300, y + 76), outline=0, width=3)
            draw.text((x + 24, y + 14), text, font=font, fill=0)
    picture.save(path, resolution=150)


@pytest.mark.skipif(FONT is None or not scanned.can_read_pictures(), reason="needs tesseract with chi_sim, and a font")
def test_clauses_and_a_ruled_table_are_read_from_a_picture(tmp_path: Path) -> None:
    _scan(tmp_path / "s.pdf", ["第一条 证书有效期为四年。", "第二条 到期前三个月内申请复审。"], ROWS)
    reading = read_here(tmp_path / "s.pdf")
    assert any("第一条" in b.text and "四年" in b.text for b in reading.blocks)
    rows = [r.cells for b in reading.blocks if b.kind is Kind.TABLE for r in b.rows]
    # A character may be misread; every cell is in its place, and its figures are right.
    assert [r[1:] for r in rows] == [tuple(r[1:]) for r in ROWS]
    assert {len(r) for r in rows} == {3}
    assert {b.place for b in reading.blocks} == {"第1页"}
    assert reading.remarks


@pytest.mark.skipif(FONT is None, reason="needs a Chinese font")
def test_without_tesseract_the_pages_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned, "can_read_pictures", lambda: False)
    _scan(tmp_path / "s.pdf", ["第一条 证书有效期为四年。"], [])
    with pytest.raises(UnreadableFileError, match="第 1 页"):
        read_here(tmp_path / "s.pdf")
