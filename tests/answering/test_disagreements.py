"""Sources that give one cell two figures are told as a conflict that nobody wrote down."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.types import Turn

TABLES = {
    "hall": ("issued: '2023-01-05'", "150元", "三年"),
    "school": ("issued: '2025-03-01'", "180元", "3年"),
}


@pytest.fixture(scope="module")
def two_tables(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("tables")
    for name, (issued, fee, term) in TABLES.items():
        (folder / f"{name}.md").write_text(
            f"---\ntitle: 木工收费说明（{name}）\n{issued}\n---\n# 木工收费说明（{name}）\n\n| 证书 | 考试费 | 有效期 |\n"
            f"|---|---|---|\n| 家具木工初级 | {fee} | {term} |\n| 家具木工中级 | 210元 | 三年 |\n",
            encoding="utf-8",
        )
    return Assistant.open(Settings(corpus=folder, index=tmp_path_factory.mktemp("tables-index")))


def test_tables_that_give_one_thing_two_figures_are_told_as_a_conflict(two_tables: Assistant) -> None:
    answer = two_tables.answer(Turn("家具木工初级的考试费是多少？"))
    (notice,) = [n for n in answer.notices if n.kind == "conflict"]
    assert notice.text in answer.answer
    assert {answer.citations[n - 1].document for n in notice.citations} == {"hall", "school"}
    # Of like standing the newer one is preferred.
    assert notice.text.index("180元") < notice.text.index("150元")


@pytest.mark.parametrize(
    ("question", "told"), [("家具木工中级的考试费是多少？", "中级"), ("家具木工初级的证书有效期几年？", "有效期")]
)
def test_figures_that_are_the_same_are_no_conflict(two_tables: Assistant, question: str, told: str) -> None:
    notices = two_tables.answer(Turn(question)).notices
    assert not [n for n in notices if n.kind == "conflict" and told in n.text]
