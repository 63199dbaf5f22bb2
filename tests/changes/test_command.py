"""``zhengtu diff`` and ``impact``: the document by id, title or file name, editions by name, year or date, clear errors."""

import json
from pathlib import Path

import pytest

from assistant.cli import main

FRONT = """---
id: apron
edition: "{edition}"
title: {title}
short_title: 机坪驾驶员证
publisher: 机场
authority: organisation
number: 机运〔{year}〕7号
effective: "{effective}"
language: zh
original: apron-{year}.docx
---
"""
PAIRS = Path(__file__).parent / "pairs"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pack")
    (folder / "documents").mkdir()
    for which, edition, effective in (("old", "第一版", "2019-07-01"), ("new", "第二版", "2024-10-01")):
        text = (PAIRS / f"regulation-{which}.md").read_text(encoding="utf-8")
        title = text.splitlines()[0].removeprefix("# ")
        head = FRONT.format(edition=edition, title=title, year=effective[:4], effective=effective)
        (folder / "documents" / f"apron@{edition}.md").write_text(head + text, encoding="utf-8")
    (folder / "documents" / "other.md").write_text("# 别的规定\n\n第一条 只有一版。\n", encoding="utf-8")
    return folder


def _diff(pack: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["diff", *words, "--pack", str(pack)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


@pytest.mark.parametrize(
    "name",
    [
        "apron",
        "apron@第一版",
        "机坪车辆驾驶员证管理办法",
        "机坪车辆驾驶员证管理办法（2024年修订）",
        "apron-2019.docx",
        "机运〔2024〕7号",
        "机坪车辆",
    ],
)
def test_a_document_is_known_by_any_of_its_names(pack: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    code, out, _ = _diff(pack, capsys, name, "--json")
    changes = json.loads(out)
    assert code == 0
    assert {"kind", "old_clause", "new_clause", "old", "new", "figures"} == set(changes[0])
    assert ["3年", "5年"] in [pair for c in changes for pair in c["figures"]]


@pytest.mark.parametrize("first", ["第二版", "2024", "2024-10-01", "apron@第二版"])
def test_editions_are_chosen_by_name_year_or_day_in_either_direction(
    pack: Path, capsys: pytest.CaptureFixture[str], first: str
) -> None:
    _, out, _ = _diff(pack, capsys, "apron", "--from", first, "--to", "2019", "--json")
    assert ["5年", "3年"] in [pair for c in json.loads(out) for pair in c["figures"]]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("没有的资料",), "apron"),
        (("别的规定",), "只有一个版本"),
        (("apron", "--from", "1999"), "第一版、第二版"),
        (("apron", "--from", "第二版"), "两个不同版本"),
    ],
)
def test_what_cannot_be_compared_is_said_with_what_there_is(
    pack: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    code, out, err = _diff(pack, capsys, *words)
    assert code == 1
    assert out == ""
    assert told in err


def test_impact_lists_questions_of_the_pack_and_of_files(
    pack: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGTU_DATA", str(tmp_path / "data"))
    question = {"id": "Q1", "question": "驾驶员证的有效期是几年", "facts": [["3年"]]}
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps(question, ensure_ascii=False) + "\n", encoding="utf-8")
    assert main(["impact", "apron", "--pack", str(pack), "--questions", str(file), "--json"]) == 0
    items = json.loads(capsys.readouterr().out)["items"]
    assert [(i["kind"], i["value"]) for i in items] == [("question", "驾驶员证的有效期是几年")]
