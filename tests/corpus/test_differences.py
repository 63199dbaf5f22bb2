"""Side by side: what belongs together stands together, and exactly what differs is marked."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from assistant.corpus.differences import MAX_COMPARED_CHARS, Comparison, Relation, Row, RowKind, compare_documents
from assistant.corpus.reading import read_corpus
from assistant.corpus.sections import find_sections
from assistant.errors import ComparisonError
from assistant.settings import ROOT
from assistant.types import Document

DOCUMENTS = read_corpus(ROOT / "corpus" / "documents").documents
OLD = DOCUMENTS["x-certificate-transfer-2025"]
TRANSLATIONS = [d for d in DOCUMENTS.values() if d.translation_of]


def _version(text: str) -> Document:
    return replace(OLD, id="new", supersedes=OLD.id, text=text, sections=tuple(find_sections(text)))


def _texts(document: Document, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [document.text[a:b] for a, b in spans]


def _changed(comparison: Comparison) -> list[Row]:
    return [r for r in comparison.rows if r.kind is not RowKind.SAME]


@pytest.mark.parametrize("edition", TRANSLATIONS, ids=lambda d: d.id)
def test_two_languages_align_by_locator_and_nothing_is_lost(edition: Document) -> None:
    original = DOCUMENTS[str(edition.translation_of)]
    for left, right in ((original, edition), (edition, original)):
        comparison = compare_documents(left, right)
        assert comparison.relation is Relation.TRANSLATION
        shared = {s.locator for s in left.sections} & {s.locator for s in right.sections}
        assert shared <= {r.locator for r in comparison.rows}
        for document, spans in ((left, [r.left for r in comparison.rows]), (right, [r.right for r in comparison.rows])):
            assert "".join(document.text[slice(*s)] for s in spans if s) == document.text
        for row in comparison.rows[1:]:
            assert row.left
            assert row.right
            for document, span in ((left, row.left), (right, row.right)):
                assert f"〔{row.locator}〕" in document.text[slice(*span)].partition("\n")[0]


def test_a_changed_figure_of_a_new_version_is_all_that_is_marked() -> None:
    new = _version(OLD.text.replace("2025-12-31", "2026-12-31"))
    for left, right, gone, come in ((OLD, new, "2025", "2026"), (new, OLD, "2026", "2025")):
        comparison = compare_documents(left, right)
        assert comparison.relation is Relation.VERSION
        rows = _changed(comparison)
        assert rows
        for row in rows:
            assert row.kind is RowKind.CHANGED
            assert {t.partition("-")[0] for t in _texts(left, row.removed)} == {gone}
            assert {t.partition("-")[0] for t in _texts(right, row.added)} == {come}


def test_sections_that_came_and_went_stand_alone_in_their_place() -> None:
    second, third = OLD.sections[2], OLD.sections[3]
    new = _version(
        OLD.text[: second.start] + "## 新的一节 〔附则〕\n\n本通知由人社部负责解释。\n\n" + OLD.text[third.start :]
    )
    rows = compare_documents(OLD, new).rows
    assert [r.locator for r in rows if r.kind is RowKind.LEFT_ONLY] == [second.locator]
    assert [r.locator for r in rows if r.kind is RowKind.RIGHT_ONLY] == ["附则"]
    order = [r.locator for r in rows]
    assert order.index(OLD.sections[1].locator) < order.index("附则") < order.index(third.locator)


def test_clauses_of_a_new_edition_stand_beside_what_they_were_not_beside_their_number() -> None:
    old = _version("# 办法\n\n## 第1条\n\n收费50元。\n\n## 第2条\n\n有效期3年。\n")
    new = replace(
        _version("# 办法\n\n## 第1条\n\n本办法适用于全校。\n\n## 第2条\n\n收费50元。\n\n## 第3条\n\n有效期3年。\n"),
        id="newer",
        supersedes=old.id,
    )
    rows = compare_documents(old, new).rows
    both = [
        (old.text[slice(*r.left)], new.text[slice(*r.right)]) for r in rows if r.left and r.right and "条" in r.locator
    ]
    assert [a.partition("\n")[2].strip() for a, _ in both] == ["收费50元。", "有效期3年。"]
    assert all(a.partition("\n")[2].strip() == b.partition("\n")[2].strip() for a, b in both)
    assert [r.locator for r in rows if r.kind is RowKind.RIGHT_ONLY] == ["第1条"]


def test_white_space_and_width_are_no_difference() -> None:
    new = _version(OLD.text.replace("\n\n", "\n\n\n").replace("（", "("))
    assert _changed(compare_documents(OLD, new)) == []


def test_documents_that_only_speak_of_the_same_things_share_no_section() -> None:
    for left, right in combinations(DOCUMENTS.values(), 2):
        comparison = compare_documents(left, right)
        if comparison.relation is Relation.OTHER:
            assert comparison.rows == (), f"{left.id} and {right.id}"


def test_a_copied_section_is_found_wherever_it_stands() -> None:
    section = OLD.sections[3]
    other = DOCUMENTS["skill-subsidy-facts"]
    text = other.text + "\n## 附录 〔附录〕\n\n" + OLD.text[section.start : section.end].partition("\n")[2]
    copy = replace(other, id="copy", text=text, sections=tuple(find_sections(text)))
    both = [r for r in compare_documents(OLD, copy).rows if r.left and r.right]
    assert [r.locator for r in both] == [section.locator]


def test_what_cannot_be_compared_is_said() -> None:
    with pytest.raises(ComparisonError, match="另一份"):
        compare_documents(OLD, OLD)
    with pytest.raises(ComparisonError, match="15 万字"):
        compare_documents(OLD, _version("长" * (MAX_COMPARED_CHARS + 1)))


def test_of_very_many_sections_those_at_one_place_still_stand_together() -> None:
    words = "跨境电商企业每年聘请讲师为学生讲授数据分析与店铺运营课程"
    sections = [f"## 第{i}节\n\n{words}，共{i}学时。\n" for i in range(500)]
    left = replace(_version("# 甲\n\n" + "\n".join(sections)), id="left", supersedes=None)
    right = replace(_version("# 乙\n\n" + "\n".join(sections[:7] + sections[8:])), id="right", supersedes=None)
    comparison = compare_documents(left, right)
    assert [r.locator for r in comparison.rows if r.kind is RowKind.LEFT_ONLY] == ["甲", "第7节"]
    assert sum(r.kind is RowKind.SAME for r in comparison.rows) == 499
