"""What offices print over their texts: a letterhead, a letter that issues the text, a notice that amends it."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from assistant.assistant import Assistant
from assistant.changes.amendments import amendments_of
from assistant.commands.adding import _asked
from assistant.corpus.loaders import load_corpus
from assistant.corpus.originals.adding import Added, add_files
from assistant.corpus.originals.blocks import Block, Kind, Reading
from assistant.corpus.originals.plain import read_text
from assistant.corpus.originals.proposal import propose
from assistant.errors import AddingError
from assistant.settings import Settings
from assistant.types import Turn
from tests.conftest import _UNHURRIED_S


def letter(path: Path, number: str, title: str, lines: Iterable[str], day: str) -> Path:
    document = docx.Document()
    for text, bold in (("清河县渔业协会文件", True), (number, False), (title, True)):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text).bold = bold
    document.add_paragraph("各乡镇、各养殖户：")
    for line in lines:
        paragraph = document.add_paragraph()
        paragraph.add_run(line.removeprefix("# ")).bold = line.startswith("# ")
        if line.startswith("# "):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in ("清河县渔业协会", day):
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.save(str(path))
    return path


RULE = [
    "第一条 网箱养殖登记费为每口{fee}元。",
    "第二条 登记每{years}年更换一次。",
    "第三条 本办法自{year}年7月1日起施行。",
]


def rule(path: Path, fee: int, years: int, year: int) -> Path:
    lines = [line.format(fee=fee, years=years, year=year) for line in RULE]
    lines = ["现将《网箱养殖登记办法》印发给你们。", "# 网箱养殖登记办法", *lines]
    return letter(path, f"清渔〔{year}〕4号", "关于印发《网箱养殖登记办法》的通知", lines, f"{year}年5月6日")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("letters")
    amending = [
        "现对《网箱养殖登记办法》作如下修改：",
        "一、第一条中的“80元”修改为“65元”。",
        "本通知自2025年3月1日起执行。",
    ]
    other = ["第一条 观赏鱼展每年9月举办。", "第二条 参展费每缸20元。"]
    files = [
        rule(folder / "登记办法2019.docx", 50, 2, 2019),
        rule(folder / "登记办法2023.docx", 80, 3, 2023),
        letter(
            folder / "修改.docx", "清渔〔2025〕2号", "关于修改《网箱养殖登记办法》的通知", amending, "2025年2月10日"
        ),
        letter(folder / "鱼展.docx", "清渔〔2024〕9号", "关于举办观赏鱼展的通知", other, "2024年8月1日"),
    ]
    added = list(add_files(files, folder / "pack", lambda proposal, _: proposal))
    assert all(isinstance(a, Added) for a in added)
    return folder / "pack"


def test_a_letterhead_is_no_title_and_makes_no_editions(pack: Path) -> None:
    found = {d.original: d for d in load_corpus(pack / "documents")}
    assert {d.title for d in found.values()} == {
        "网箱养殖登记办法",
        "关于修改《网箱养殖登记办法》的通知",
        "关于举办观赏鱼展的通知",
    }
    assert found["登记办法2019.docx"].work == found["登记办法2023.docx"].work
    assert len({d.work for d in found.values()}) == 3
    assert {d.publisher for d in found.values()} == {"清河县渔业协会"}


def test_an_amendment_is_of_the_edition_in_force(pack: Path) -> None:
    found = {d.original: d for d in load_corpus(pack / "documents")}
    assert not amendments_of(found["登记办法2019.docx"], found.values())
    (amendment,) = amendments_of(found["登记办法2023.docx"], found.values())
    assert amendment.since == date(2025, 3, 1)
    assert found["登记办法2023.docx"].text[slice(*amendment.clause)].startswith("第一条")


def test_what_a_notice_amended_is_said_first_from_its_day_on(pack: Path) -> None:
    assistant = Assistant.open(Settings(corpus=pack, answer_limit_s=_UNHURRIED_S))

    def ask(question: str, day: date | None = None) -> str:
        return assistant.answer(Turn(question, as_of=day)).answer

    now = ask("网箱养殖登记费每口多少元？")
    assert now.index("65元") < now.index("每口80元")
    assert "2025-03-01" in now
    assert "65元" not in ask("网箱养殖登记费每口多少元？", date(2025, 2, 28))
    assert "65元" not in ask("2024年网箱养殖登记费每口多少元？")
    assert "每口50元" in ask("2021年网箱养殖登记费每口多少元？")


@pytest.mark.parametrize(
    ("lines", "publisher", "edition"),
    [
        (("Harness Maker Rules", "Guild of Saddlers", "Issue 3, dated 4 March 2019"), "Guild of Saddlers", "Issue 3"),
        (("Harness Maker Rules", "Issued by the Harbour Board, March 2024"), "Harbour Board", None),
        (("阅览规则", "第一条 保持安静。", "第二条 本规则由清河县图书馆负责解释。"), "清河县图书馆", None),
        (("Harness Maker Rules", "All Candidates", "bring their own tools"), "", None),
    ],
)
def test_who_issued_a_text_is_read_where_it_stands(lines: tuple[str, ...], publisher: str, edition: str | None) -> None:
    blocks = tuple(Block(Kind.TITLE if n == 0 else Kind.TEXT, text) for n, text in enumerate(lines))
    proposal = propose(Reading(blocks), "file")
    assert (proposal.publisher, proposal.edition) == (publisher, edition)


def test_lines_that_say_something_of_a_text_are_no_part_of_its_title_and_no_headings(tmp_path: Path) -> None:
    zh = tmp_path / "zh.txt"
    zh.write_text(
        "网箱养殖考核办法\n文号：水协〔2024〕7号\n发布机构：清河水产协会\n发布日期：2024年1月10日\n"
        "施行日期：2024年3月1日\n\n第一条 补考费150元。\n第二条 考核每年两次，分别在5月和11月举行。\n",
        encoding="utf-8",
    )
    en = tmp_path / "en.txt"
    en.write_text(
        "Harness Maker Rules\nPublisher: Guild of Saddlers\nIssued: 10 January 2024\nEffective: 1 March 2024\n\n"
        "1 The resit fee is 30 pounds.\n2 Exams are held in May and November.\n",
        encoding="utf-8",
    )
    for file, title, publisher in (
        (zh, "网箱养殖考核办法", "清河水产协会"),
        (en, "Harness Maker Rules", "Guild of Saddlers"),
    ):
        reading = read_text(file)
        proposal = propose(reading, file.name)
        assert (proposal.title, proposal.publisher, proposal.effective) == (title, publisher, "2024-03-01")
        assert not [b for b in reading.blocks if b.kind is Kind.HEADING]


def test_input_that_ends_while_fields_are_asked_adds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def end(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", end)
    file = tmp_path / "rules.txt"
    file.write_text("Harness Maker Rules\n\nThe fee is 30 pounds.\n", encoding="utf-8")
    with pytest.raises(AddingError, match=r"rules\.txt"):
        _asked(propose(read_text(file), file.name), file)
