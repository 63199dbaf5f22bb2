"""Editions of one document: how files become editions, which one is in force, what a new file is an edition of."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.corpus.editions import in_force, new_edition_name, same_document, several
from assistant.corpus.loaders import load_corpus
from assistant.corpus.validity import replacement_on, replacements
from assistant.errors import CorpusError

HEAD = """---
id: {id}
{fields}
title: {title}
short_title: 收费办法
publisher: 测试
authority: organisation
language: zh
original: 测试
---
# {title}

## 收费 〔第1条〕

报名费是{fee}元。
"""


def _write(folder: Path, name: str, fee: int, fields: str, title: str = "考试收费办法", id_: str = "fees") -> None:
    (folder / f"{name}.md").write_text(HEAD.format(id=id_, fields=fields, title=title, fee=fee), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    # The order of the names is not that of time; days and years as YAML reads them unquoted.
    _write(tmp_path, "c", 100, "edition: 2015\nissued: 2015-03-01")
    _write(tmp_path, "a", 120, "edition: 2019\nissued: 2019-05-20\neffective: 2019-09-01")
    _write(tmp_path, "b", 150, 'edition: "2023"\nissued: "2023-06"\neffective: "2023-09-01"')
    return tmp_path


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        ("2015-02-28", None),
        ("2015-03-01", "2015"),
        ("2019-08-31", "2015"),
        ("2019-09-01", "2019"),
        ("2023-07-01", "2019"),
        ("2023-09-01", "2023"),
    ],
)
def test_the_newest_that_has_taken_effect_is_in_force(folder: Path, day: str, edition: str | None) -> None:
    (listed,) = several(load_corpus(folder)).values()
    current = in_force(listed, date.fromisoformat(day))
    assert (current.name if current else None) == edition


def test_what_stands_in_its_place_is_the_edition_of_the_day(folder: Path) -> None:
    found = replacements(load_corpus(folder))
    for day, edition in ((date(2020, 1, 1), "fees@2019"), (date(2024, 1, 1), "fees@2023")):
        new = replacement_on(found, "fees@2015", day)
        assert getattr(new and new.document, "id", None) == edition
    assert replacement_on(found, "fees@2023", date(2030, 1, 1)) is None


def test_an_edition_that_says_so_is_in_force_beside_the_next(tmp_path: Path) -> None:
    _write(tmp_path, "a", 1, "edition: A\neffective: 2020-01-01\nsuperseded: 2024-01-01")
    _write(tmp_path, "b", 2, "edition: B\neffective: 2023-01-01")
    ((old, new),) = several(load_corpus(tmp_path)).values()
    assert [old.in_force(date(y, 6, 1)) for y in (2022, 2023, 2024)] == [True, True, False]
    assert new.in_force(date(2023, 6, 1))


def test_editions_without_a_date_follow_their_numbers(tmp_path: Path) -> None:
    for number in (10, 9, 2):
        _write(tmp_path, f"v{number}", number, f"edition: v{number}")
    (listed,) = several(load_corpus(tmp_path)).values()
    assert [e.name for e in listed] == ["v2", "v9", "v10"]
    assert in_force(listed, date(2024, 1, 1)) == listed[-1]


def test_two_files_of_one_edition_are_told_apart_by_a_person(tmp_path: Path) -> None:
    _write(tmp_path, "a", 1, "edition: 2020")
    _write(tmp_path, "b", 2, "edition: 2020")
    with pytest.raises(CorpusError, match="edition"):
        load_corpus(tmp_path)


@pytest.mark.parametrize(
    "title",
    [
        "考试收费办法（2026年修订）",
        "考试收费办法 第三版",
        "2026版考试收费办法",
        "考试收费办法（试行）",
        "考试收费办法2026年度",
    ],
)
def test_a_title_that_differs_by_the_edition_alone_names_the_same_document(folder: Path, title: str) -> None:
    found = same_document(title, "", load_corpus(folder))
    assert found is not None
    assert found.work == "fees"


@pytest.mark.parametrize(
    ("old", "new"),
    [("Staff Handbook 2022", "Staff Handbook 2023-24"), ("Fee Schedule, 2nd edition", "Fee Schedule v3.1")],
)
def test_english_titles_too(tmp_path: Path, old: str, new: str) -> None:
    _write(tmp_path, "a", 1, "edition: 1", title=old)
    assert same_document(new, "", load_corpus(tmp_path)) is not None


@pytest.mark.parametrize("title", ["考试收费标准", "收费办法", "考务考试收费办法"])
def test_another_title_is_another_document(folder: Path, title: str) -> None:
    assert same_document(title, "", load_corpus(folder)) is None


def test_another_publisher_s_document_of_the_same_title_is_another_one(folder: Path) -> None:
    documents = [replace(d, publisher="临江职业技术学院教务处") for d in load_corpus(folder)]
    assert same_document("考试收费办法", "", documents, "云岭科技大学") is None
    for same in ("临江职业技术学院", "临江职业技术学院考务中心", ""):
        assert same_document("考试收费办法", "", documents, same) is not None


def test_the_number_names_the_document_whatever_its_title(tmp_path: Path) -> None:
    _write(tmp_path, "a", 1, "edition: 2017\nnumber: GB/T 31234-2017")
    documents = load_corpus(tmp_path)
    assert same_document("全新的名称", "GB/T 31234—2024", documents) is not None
    assert same_document("全新的名称", "GB/T 31235—2024", documents) is None


def test_a_new_edition_gets_a_name_of_its_own() -> None:
    assert new_edition_name("2023版", "2023-06", None, ["2019"]) == "2023版"
    assert new_edition_name("", "2023-06", "2023-09-01", ["2019"]) == "2023"
    assert new_edition_name("2023", "2023-03", "2023-09-01", ["2023"]) == "2023-09-01"
    assert new_edition_name("", None, None, [""]) == "2"
    assert "/" not in new_edition_name("教发〔2023〕3号/修订", None, None, [])
