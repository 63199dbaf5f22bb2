"""The documents of the test packs, written as office files, say the same: every paragraph and every row of a table."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import pytest

from assistant.corpus.originals.blocks import Block, Kind
from assistant.corpus.originals.reading import read_here
from tests.originals.twins import WRITERS, blocks_of, write_twin

_PACKS = Path(__file__).parent.parent / "packs"
SOURCES = sorted(p for p in _PACKS.glob("*/*") if p.suffix in (".md", ".txt"))
OWN = """# 滨海叉车司机证书管理办法

滨海物流协会，2025年3月1日印发。

## 第一章 报考

第一条 年满18周岁、身体健康、完成安全培训24学时的，可以报考初级；报考中级应当取得初级证书满两年，并从事叉车驾驶工作。

第二条 报名时提交下列材料：

- 身份证复印件一份；
- 近期一寸照片两张。

## 第二章 收费

各等级的收费见下表，考试当天缺考的不退。

| 等级 | 理论考试 | 实操考核 | 合格线 |
|---|---|---|---|
| 初级 | 60元 | 180元 | 60分 |
| 中级 | 80元 | 260元 | 70分 |
| 高级 | 100元 | 420元 | 70分 |

补考只收该项费用的一半。
"""


def said(blocks: tuple[Block, ...]) -> str:
    """The words of everything but tables, as one run."""
    return "".join("".join(b.text.split()) for b in blocks if b.kind is not Kind.TABLE)


def rows(blocks: tuple[Block, ...]) -> list[tuple[tuple[str, str], ...]]:
    """Each row as its cells by the names of their columns, without those that are empty."""
    found = []
    for table in (b for b in blocks if b.kind is Kind.TABLE):
        names = ["".join(n.split()) for n in table.rows[0].cells]
        for row in table.rows[1:]:
            cells = ["".join(c.split()) for c in row.cells]
            found.append(tuple((n, c) for n, c in zip(names, cells, strict=False) if c))
    return found


def same(source: Path, target: Path) -> None:
    write_twin(source, target)
    wanted, got = blocks_of(source), read_here(target).blocks
    assert rows(got) == rows(wanted)
    text = said(got)
    lost = [b.text for b in wanted if b.kind is not Kind.TABLE and "".join(b.text.split()) not in text]
    assert not lost


@pytest.mark.parametrize("form", WRITERS)
def test_every_format_says_the_same(tmp_path: Path, form: str) -> None:
    source = tmp_path / "办法.md"
    source.write_text(OWN, encoding="utf-8")
    same(source, tmp_path / f"twin.{form}")


@pytest.mark.parametrize(("source", "form"), list(zip(SOURCES, cycle(WRITERS), strict=False)))
def test_the_packs_documents_say_the_same(tmp_path: Path, source: Path, form: str) -> None:
    same(source, tmp_path / f"twin.{form}")
