"""A class list in, a ZIP out: who is planned, who is not and why, and what hostile lists can do."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import Workbook, load_workbook

from assistant.answering.planning import planner_of
from assistant.assistant import Assistant
from assistant.errors import ClassListError, TableFileError
from assistant.sheets.class_archive import ClassArchive
from assistant.sheets.class_list import MAX_PEOPLE, read_class_list
from assistant.sheets.list_templates import xlsx_template
from assistant.sheets.writing import Form
from assistant.types import Language
from tests.sheets.conftest import DAY

HEAD = ("姓名或学号", "岗位或证书", "已有等级", "目标等级", "已修课程")


def workbook(*rows: Sequence[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def as_csv(*rows: Sequence[str], encoding: str = "utf-8-sig") -> bytes:
    held = io.StringIO()
    csv.writer(held).writerows(rows)
    return held.getvalue().encode(encoding)


def archive_of(assistant: Assistant, content: bytes, language: Language = Language.ZH) -> zipfile.ZipFile:
    archive = ClassArchive(
        planner_of(assistant).plan, assistant.places, assistant.generation.documents, Form.DOCX, language, DAY
    )
    for person in read_class_list("list.xlsx", content):
        archive.add(person)
    return zipfile.ZipFile(io.BytesIO(archive.finish()))


def summary(archive: zipfile.ZipFile, name: str = "汇总.xlsx") -> list[tuple[object, ...]]:
    book = load_workbook(io.BytesIO(archive.read(name)))
    return list(book.worksheets[0].iter_rows(min_row=2, values_only=True))


def test_a_class_gives_one_sheet_each_and_a_table(assistant: Assistant) -> None:
    archive = archive_of(
        assistant,
        workbook(
            HEAD,
            ("张三", "外贸业务员", "初级", "", "国际单证、国际物流"),
            (),
            (20260102, "直播电商"),
            ("王五", "厨师"),
            ("赵六", "外贸业务员", "特级"),
        ),
    )
    assert archive.namelist() == ["001-张三.docx", "002-20260102.docx", "汇总.xlsx"]
    first, second, third, fourth = summary(archive)
    assert first[:6] == (2, "张三", "已制作", None, "外贸业务员", "跨境电商B2B数据运营")
    assert first[6:9] == ("中级", 34, 4)
    assert first[11] == "001-张三.docx"
    assert (second[1], second[5]) == ("20260102", "直播电商")
    assert (third[2], "没有证书对应岗位「厨师」" in str(third[3])) == ("未制作", True)
    assert "特级" in str(fourth[3])
    text = "".join(
        t.text or "" for t in docx.Document(io.BytesIO(archive.read("001-张三.docx"))).element.iter(qn("w:t"))
    )
    assert "张三" in text
    assert "国际物流（估计" in text
    assert "王五" not in text


def test_hostile_rows_stay_text_and_stay_inside(assistant: Assistant) -> None:
    archive = archive_of(
        assistant,
        workbook(
            HEAD,
            ('=HYPERLINK("http://x","y")', "外贸业务员"),
            ("../../x", "外贸业务员"),
            ("C:\\con", "外贸业务员"),
            ("长" * 10_000, "外贸业务员"),
            ("@小明", "外贸业务员"),
            ("钱七", "=1+1"),
            ("孙八", "岗" * 10_000),
            ("李九", "外贸业务员", "", "", "课" * 10_000),
            ("", "外贸业务员"),
            ("周十", ""),
        ),
    )
    assert archive.namelist() == ["002-x.docx", "003-C-con.docx", "汇总.xlsx"]
    rows = summary(archive)
    assert [r[2] for r in rows] == ["未制作", "已制作", "已制作"] + ["未制作"] * 7
    assert [any(w in str(r[3]) for w in ("公式", "60", "200", "没有")) for r in rows if r[2] == "未制作"] == [True] * 8
    cells = [c for row in load_workbook(io.BytesIO(archive.read("汇总.xlsx"))).worksheets[0] for c in row]
    assert not [c for c in cells if c.data_type == "f"]
    assert all(len(str(c.value or "")) < 1000 for c in cells)
    assert next(c for c in cells if str(c.value).startswith("=HYPERLINK")).quotePrefix


def test_an_english_class(assistant: Assistant) -> None:
    rows = [("Name", "Role or certificate", "Courses done (optional)"), ("Ann", "外贸业务员", "国际单证; 国际物流")]
    archive = archive_of(assistant, workbook(*rows), Language.EN)
    assert archive.namelist() == ["001-Ann.docx", "summary.xlsx"]
    assert summary(archive, "summary.xlsx")[0][2] == "made"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_below_a_title(encoding: str) -> None:
    content = as_csv(
        ("跨境电商1班名单",),
        ("学号", "证书", "备注", "课程"),
        ("01", "直播电商", "x", "甲;乙；丙、丁"),
        encoding=encoding,
    )
    (person,) = read_class_list("班级.csv", content)
    assert (person.row, person.name, person.wanted, person.problem) == (3, "01", "直播电商", "")
    assert [c.name for c in person.courses] == ["甲", "乙", "丙", "丁"]


@pytest.mark.parametrize("language", list(Language))
def test_the_template_is_read_as_a_list_once_it_is_filled(language: Language) -> None:
    content = xlsx_template("people", language)
    with pytest.raises(ClassListError, match="Please write one person a row"):
        read_class_list("t.xlsx", content)
    book = load_workbook(io.BytesIO(content))
    book.worksheets[0].append(["张三", "外贸业务员", "", "", "国际单证"])
    held = io.BytesIO()
    book.save(held)
    (person,) = read_class_list("t.xlsx", held.getvalue())
    assert (person.name, person.wanted, person.courses[0].name) == ("张三", "外贸业务员", "国际单证")


@pytest.mark.parametrize(
    ("name", "content", "error", "said"),
    [
        ("a.xlsx", b"", TableFileError, "空的"),
        ("a.xlsx", b"PK\x03\x04broken", TableFileError, "有效的 XLSX"),
        ("a.csv", b"\x00\x01\x02" * 50, TableFileError, "GB18030"),
        ("a.csv", "姓名,电话\n张三,1".encode(), ClassListError, "模板"),
        ("a.csv", "张三,外贸业务员".encode(), ClassListError, "模板"),
        ("a.csv", "姓名,岗位\n".encode(), ClassListError, "没有学生"),
        ("a.csv", ("姓名,岗位\n" + "张三,外贸业务员\n" * (MAX_PEOPLE + 1)).encode(), ClassListError, "200"),
        ("a.csv", ("姓名,岗位\n" + "\n" * 5000 + "张三,外贸业务员\n").encode(), ClassListError, "200"),
    ],
)
def test_a_list_that_cannot_be_read_is_said(name: str, content: bytes, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        read_class_list(name, content)
