"""The catalogue as files that other programs open."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from assistant.catalogue.export import Format, export_catalogue, workbook, write_file, zipped_csv
from assistant.catalogue.loading import load_catalogue
from assistant.catalogue.tables import Table
from assistant.corpus.compare import compact
from assistant.errors import CatalogueError, SettingsError
from assistant.settings import ROOT

CORPUS = ROOT / "corpus"
KINDS = load_catalogue(CORPUS / "records").records.keys()
AS_OF = date(2026, 3, 1)
NASTY = ("=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "＝1+1", '=cmd|"/c calc"!A1')


@pytest.fixture(scope="module")
def sheets() -> dict[str, list[dict[str, str]]]:
    """Rows of each CSV file, by kind."""
    archive = zipfile.ZipFile(io.BytesIO(export_catalogue(CORPUS, Format.CSV, AS_OF)))
    return {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
        for name in archive.namelist()
    }


def test_every_record_of_every_kind_is_there(sheets: dict[str, list[dict[str, str]]]) -> None:
    catalogue = load_catalogue(CORPUS / "records")
    for stem, records in catalogue.records.items():
        assert [row["id"] for row in sheets[stem]] == [r.id for r in records]
    assert {"conflicts", "status_changes", "documents", "citations"} <= set(sheets)


def test_values_and_lists(sheets: dict[str, list[dict[str, str]]]) -> None:
    first = sheets["certificates"][0]
    assert first["name"] == "跨境电商B2B数据运营"
    assert first["duties"] == "跨境电商运营\n跨境电商营销和销售"
    assert (first["status"], first["status_since"]) == ("teach_out", "2025-12-31")
    books = {row["name"]: row for row in sheets["textbooks"]}
    # Unknown is not zero.
    assert books["《国际搜索引擎优化与营销》"]["self_practice_hours"] == ""


def test_every_citation_holds_the_value_of_its_field(sheets: dict[str, list[dict[str, str]]]) -> None:
    values = {(k, row["id"]): row for k in KINDS for row in sheets[k]}
    without = set()
    for row in sheets["citations"]:
        if (row["kind"], row["id"]) in values:
            stated = values[row["kind"], row["id"]][row["field"]].split("\n")
            if not any(compact(v) in compact(row["quote"]) for v in stated):
                without.add((row["kind"], row["id"], row["field"]))
    # The row of the slide has no label; its name is ours, and the place says so.
    assert without == {("cooperation", "coop-unnamed-row", "name")}
    fields = {(row["kind"], row["id"], row["field"]) for row in sheets["citations"]}
    assert ("certificates", "cert-b2b-data", "issuer") in fields
    assert ("textbooks", "tb-store-data", "hours") in fields


def test_the_status_is_that_of_the_day() -> None:
    archive = zipfile.ZipFile(io.BytesIO(export_catalogue(CORPUS, Format.CSV, date(2020, 6, 1))))
    rows = list(csv.DictReader(io.StringIO(archive.read("certificates.csv").decode("utf-8-sig"))))
    assert [r["status"] for r in rows] == ["active"] + ["not_stated"] * 7


def test_a_workbook_with_a_sheet_a_kind_and_numbers_as_numbers() -> None:
    book = openpyxl.load_workbook(io.BytesIO(export_catalogue(CORPUS, Format.XLSX, AS_OF)))
    assert book.sheetnames[0] == "about"
    assert set(KINDS) < set(book.sheetnames)
    sheet = book["textbooks"]
    head = [c.value for c in sheet[1]]
    hours = sheet.cell(2, head.index("hours") + 1)
    assert (hours.value, hours.data_type) == (32, "n")
    codes = book["requirements"]
    code = codes.cell(2, [c.value for c in codes[1]].index("code") + 1)
    assert (code.value, code.data_type) == ("1.1.1", "s")


def test_the_first_sheet_explains_every_column() -> None:
    book = openpyxl.load_workbook(io.BytesIO(export_catalogue(CORPUS, Format.XLSX, AS_OF)))
    explained = {(r[0].value, r[1].value) for r in book["about"].iter_rows(min_row=2) if r[1].value}
    columns = {(s.title, c.value) for s in book.worksheets[1:] for c in s[1]}
    assert columns == explained


@pytest.mark.parametrize("text", NASTY)
def test_no_cell_is_a_formula(text: str) -> None:
    table = Table("roles", ("id", "name"), (("r", text),))
    archive = zipfile.ZipFile(io.BytesIO(zipped_csv([table])))
    (_, (_, written)) = csv.reader(io.StringIO(archive.read("roles.csv").decode("utf-8-sig"), newline=""))
    assert written == f"'{text}"
    cell = openpyxl.load_workbook(io.BytesIO(workbook([table], AS_OF)))["roles"]["B2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_plain_text_and_numbers_stay_as_they_are() -> None:
    table = Table("roles", ("id", "name"), (("1+X", -5), ("a=b", "x-y")))
    archive = zipfile.ZipFile(io.BytesIO(zipped_csv([table])))
    rows = list(csv.reader(io.StringIO(archive.read("roles.csv").decode("utf-8-sig"))))
    assert rows[1:] == [["1+X", "-5"], ["a=b", "x-y"]]


def test_a_workbook_takes_control_characters_and_very_long_texts() -> None:
    table = Table("roles", ("id", "name"), (("a\x00b\x1f", "长" * 40_000),))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook([table], AS_OF)))["roles"]
    assert sheet["A2"].value == "ab"
    assert len(sheet["B2"].value) == 32_767


@pytest.mark.parametrize("form", list(Format))
def test_the_same_day_gives_the_same_bytes(form: Format) -> None:
    assert export_catalogue(CORPUS, form, AS_OF) == export_catalogue(CORPUS, form, AS_OF)


def test_a_corpus_without_records_is_said(tiny_corpus: Path) -> None:
    with pytest.raises(CatalogueError, match="没有证书记录"):
        export_catalogue(tiny_corpus, Format.JSONLD, AS_OF)


def test_a_file_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="--out"):
        write_file(b"x", tmp_path / "missing" / "a.csv")
    (tmp_path / "folder").mkdir()
    with pytest.raises(SettingsError, match="--out"):
        write_file(b"x", tmp_path / "folder")
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]


def _run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "assistant", "export", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120, check=False)


def test_the_command_writes_a_file_or_standard_output(tmp_path: Path) -> None:
    out = tmp_path / "catalogue.jsonld"
    done = _run("--format", "jsonld", "--out", str(out), "--as-of", "2026-03-01")
    assert done.returncode == 0, done.stderr.decode()
    assert str(out) in done.stdout.decode()
    piped = _run("--format", "jsonld", "--as-of", "2026-03-01")
    assert piped.stdout == out.read_bytes()
    assert json.loads(piped.stdout)["@graph"]


def test_the_command_names_a_bad_format_and_a_bad_day() -> None:
    assert _run("--format", "pdf").returncode == 2
    bad_day = _run("--format", "csv", "--as-of", "2025-02-30")
    assert bad_day.returncode == 2
    assert "2025-02-30" in bad_day.stderr.decode()
