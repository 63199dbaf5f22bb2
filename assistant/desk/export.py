"""Feedback as a CSV or XLSX file; no cell of it is a formula, whatever people wrote."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook

from assistant.catalogue.export import csv_file, fill_sheet
from assistant.catalogue.tables import Cell, Table
from assistant.desk.records import Feedback

_COLUMNS = (
    "编号 id",
    "时间 created (UTC)",
    "评价 rating",
    "状态 state",
    "问题 question",
    "原因 reason",
    "回答 answer",
    "回答方式 status",
    "意图 intent",
    "出处 citations",
    "理解为 understood as",
    "检索 passages",
    "回复 reply",
    "更新 updated (UTC)",
    "页面语言 language",
)


def feedback_csv(records: Sequence[Feedback]) -> bytes:
    """The records as CSV: RFC 4180, UTF-8 with byte order mark."""
    return csv_file(_table(records))


def feedback_xlsx(records: Sequence[Feedback]) -> bytes:
    """The records as a workbook of one sheet."""
    book = Workbook()
    book.properties.creator = "Zhengtu"
    fill_sheet(book.active, _table(records))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _table(records: Sequence[Feedback]) -> Table:
    return Table("feedback", _COLUMNS, tuple(_row(r) for r in records))


def _row(record: Feedback) -> tuple[Cell, ...]:
    judged = record.judged
    citations = [f"[{c.n}] {c.title} {c.locator}：{c.quote}" for c in judged.citations]
    passages = [f"{p.score:.3f} {p.title} {p.locator}：{p.text}" for p in judged.trace.passages]
    return (
        record.id,
        record.created_at,
        record.rating.value,
        record.state.value,
        judged.question,
        record.reason,
        judged.answer,
        judged.status.value,
        judged.intent,
        "\n".join(citations),
        judged.trace.standalone,
        "\n".join(passages),
        record.reply,
        record.updated_at,
        record.language.value,
    )
