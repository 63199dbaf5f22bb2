"""What a plan's sheet says, before it is written to a file."""

from __future__ import annotations

import re
from datetime import date

import pytest

from assistant.answering.planning import planner_of
from assistant.answering.verification import figures
from assistant.assistant import Assistant
from assistant.catalogue.goals import Goal
from assistant.sheets.sheet import Block, Heading, Items, Notice, Piece, Sheet, Table, Text
from assistant.types import Language
from tests.sheets.conftest import MakeSheet

pytestmark = pytest.mark.slow


def said(text: Text) -> str:
    return "".join(p.text for p in text)


def tables(sheet: Sheet) -> dict[tuple[str, ...], list[Table]]:
    found: dict[tuple[str, ...], list[Table]] = {}
    for block in sheet.blocks:
        if isinstance(block, Table):
            found.setdefault(block.head, []).append(block)
    return found


def pieces(block: Block) -> list[Piece]:
    if isinstance(block, Heading):
        return []
    if isinstance(block, Items):
        return [p for item in block.items for p in item]
    if isinstance(block, Table):
        return [p for row in block.rows for cell in row for p in cell]
    return list(block.text)


def test_the_change_of_status_comes_first_and_only_from_its_day(make_sheet: MakeSheet, goal: Goal) -> None:
    first = make_sheet(goal).blocks[0]
    assert isinstance(first, Notice)
    assert "154号" in said(first.text)
    assert "2025-12-31" in said(first.text)
    assert first.text[0].marks
    earlier = make_sheet(goal, day=date(2025, 6, 1)).blocks
    assert not [b for b in earlier if isinstance(b, Notice)]


@pytest.mark.parametrize("language", list(Language))
def test_every_requirement_and_item_of_the_plan_stands_there_with_its_source(
    assistant: Assistant, make_sheet: MakeSheet, goal: Goal, language: Language
) -> None:
    plan, sheet = planner_of(assistant).plan(goal), make_sheet(goal, language)
    rows = {said(row[0]): row for t in tables(sheet).values() for table in t for row in table.rows}
    for judged in (*plan.open, *plan.covered):
        row = rows[judged.requirement.text("code")]
        cited = [sheet.citations[n - 1] for n in row[2][0].marks]
        assert any(said(row[2]) in c.quote for c in cited), judged.requirement.text("code")
        assert {c.document.endswith("-en") for c in cited} == {language is Language.EN}
    for item in plan.items:
        row = next(r for name, r in rows.items() if item.record.name in name and said(r[3]) != "")
        assert row[0][0].marks
    # Nothing on our own corpus is left without its source.
    assert not [b for b in sheet.blocks[1:] if isinstance(b, Notice)]


@pytest.mark.parametrize("language", list(Language))
def test_every_quote_is_its_span_and_every_figure_of_hours_stands_in_a_quote(
    assistant: Assistant, make_sheet: MakeSheet, goal: Goal, language: Language
) -> None:
    sheet = make_sheet(goal, language)
    documents = assistant.generation.documents
    assert [c.n for c in sheet.citations] == list(range(1, len(sheet.citations) + 1))
    for citation in sheet.citations:
        assert documents[citation.document].text[citation.start : citation.end] == citation.quote
    used = {n for block in sheet.blocks for p in pieces(block) for n in p.marks}
    assert used == {c.n for c in sheet.citations}
    hours = [row[3] for head, t in tables(sheet).items() if len(head) == 5 for table in t for row in table.rows]
    stated = [piece for cell in hours for piece in cell if piece.marks]
    assert {f for p in stated for f in figures(p.text)} >= {"48", "32"}
    for piece in stated:
        quotes = " ".join(sheet.citations[n - 1].quote for n in piece.marks)
        assert all(f in quotes for f in figures(piece.text)), piece


def test_an_estimate_says_that_it_is_one(make_sheet: MakeSheet, goal: Goal) -> None:
    covered = next(t for h, ts in tables(make_sheet(goal)).items() if "依据的课程" in h for t in ts)
    row = next(r for r in covered.rows if said(r[0]) == "2.3.3")
    assert "国际单证（有记录：维持原状）" in said(row[4])
    assert re.search(r"国际物流（估计 \d+%）", said(row[4]))


def test_a_certificate_without_requirements_says_so(make_sheet: MakeSheet) -> None:
    sheet = make_sheet(Goal("当主播"))
    listed = [said(i) for b in sheet.blocks if isinstance(b, Items) for i in b.items]
    assert any("没有列出「直播电商」中级的职业技能要求" in t for t in listed)
    assert not [h for h in tables(sheet) if h[0] == "编号"]
