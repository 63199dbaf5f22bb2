"""Records proposed of a document: each value stands at its place; what a person accepted is a record, what they refused is gone."""

from pathlib import Path

import pytest

from assistant.catalogue.check import check_catalogue
from assistant.catalogue.loading import load_catalogue
from assistant.corpus.check import located_texts
from assistant.corpus.loaders import load_document
from assistant.corpus.passages import split_document
from assistant.desk.database import Database
from assistant.desk.worked import Worked
from assistant.drafting.accepting import accept, edited, mark_decided, open_drafts
from assistant.drafting.drafts import Draft
from assistant.errors import DraftError
from assistant.types import Document, Passage

SKILL = "requirements:锅炉操作员证书-1.1.2"
Texts = dict[str, dict[str, str]]
STANDARD = """# 锅炉操作员证书管理办法

## 一、报考

第一条 报考锅炉操作员证书应当年满18周岁，并完成不少于48学时的培训。

第二条 报考费用为每人180元。

## 二、有效期

第三条 证书有效期为4年，届满前3个月内申请复审。

## 三、职业技能要求

1 点火与运行

1.1 点火

1.1.1 能检查燃料和水位。

1.1.2 能按规程点火升压。

## 四、课程

| 课程名称 | 学分 | 总学时 | 学期 |
|---|---|---|---|
| 锅炉原理 | 4 | 64 | 第一学期 |
| 水处理 | 2 | 32 | 第二学期 |
"""


@pytest.fixture
def document(tmp_path: Path) -> Document:
    path = tmp_path / "boiler.md"
    path.write_text(STANDARD, encoding="utf-8")
    return load_document(path)


@pytest.fixture
def passages(document: Document) -> list[Passage]:
    return split_document(document)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return tmp_path / "records"


def _drafts(document: Document, passages: list[Passage], records: Path, tmp_path: Path) -> dict[str, Draft]:
    found = open_drafts(document, passages, load_catalogue(records), Worked(Database(tmp_path / "data")))
    return {d.key: d for d in found}


def _values(draft: Draft) -> dict[str, str]:
    return {f.name: f.value for f in draft.fields}


@pytest.fixture
def texts(document: Document, passages: list[Passage]) -> Texts:
    return {document.id: located_texts(document, passages)}


def test_tables_and_clauses_become_records_with_places(
    document: Document, passages: list[Passage], records: Path, tmp_path: Path
) -> None:
    found = _drafts(document, passages, records, tmp_path)
    certificate = found["certificates:锅炉操作员证书"]
    assert {"fee": "180元", "validity": "4年"}.items() <= _values(certificate).items()
    assert _values(found["courses:锅炉原理"]) == {"credits": "4", "hours": "64", "semester": "第一学期"}
    skill = found[SKILL]
    assert (skill.name, skill.certificate) == ("能按规程点火升压", certificate.id)
    assert _values(skill) == {"code": "1.1.2", "task": "点火", "area": "点火与运行"}


def test_a_field_that_several_clauses_state_differently_is_left_to_the_reader(tmp_path: Path, records: Path) -> None:
    path = tmp_path / "boiler.md"
    path.write_text(STANDARD + "\n第四条 高级锅炉操作员证书有效期为6年。\n", encoding="utf-8")
    document = load_document(path)
    found = _drafts(document, split_document(document), records, tmp_path)
    assert "validity" not in _values(found["certificates:锅炉操作员证书"])


def test_all_that_is_accepted_passes_the_check_and_is_proposed_no_more(
    document: Document, passages: list[Passage], records: Path, tmp_path: Path, texts: Texts
) -> None:
    found = _drafts(document, passages, records, tmp_path)
    accept(list(found.values()), records, texts)
    catalogue = load_catalogue(records)
    assert check_catalogue(catalogue, texts) == []
    assert len(tuple(catalogue.everything())) == len(found)
    assert _drafts(document, passages, records, tmp_path) == {}


def test_a_record_is_kept_as_it_was_edited_and_added_to_those_there(
    document: Document, passages: list[Passage], records: Path, tmp_path: Path, texts: Texts
) -> None:
    found = _drafts(document, passages, records, tmp_path)
    records.mkdir()
    (records / "courses.yaml").write_text(
        "# 手写的\n- {id: 水处理, name: 水处理, cite: 'boiler#四'}\n", encoding="utf-8"
    )
    accept([edited(found["courses:锅炉原理"], {"name": "原理", "credits": "64", "semester": ""})], records, texts)
    first, second = load_catalogue(records).all("courses")
    assert (first.name, second.name) == ("水处理", "原理")
    assert (second.number("credits"), second.get("semester")) == (64, None)
    assert (records / "courses.yaml").read_text(encoding="utf-8").startswith("# 手写的")


@pytest.mark.parametrize("values", [{"credits": "四"}, {"credits": "9999"}, {"name": "别的课"}])
def test_what_does_not_fit_or_stand_at_its_place_keeps_everything_as_it_was(
    document: Document,
    passages: list[Passage],
    records: Path,
    tmp_path: Path,
    texts: Texts,
    values: dict[str, str],
) -> None:
    found = _drafts(document, passages, records, tmp_path)
    accept([found["courses:水处理"]], records, texts)
    before = (records / "courses.yaml").read_bytes()
    wrong = edited(found["courses:锅炉原理"], values)
    with pytest.raises(DraftError):
        accept([found["certificates:锅炉操作员证书"], wrong], records, texts)
    assert (records / "courses.yaml").read_bytes() == before
    assert not (records / "certificates.yaml").exists()


def test_a_requirement_waits_for_its_certificate(
    document: Document, passages: list[Passage], records: Path, tmp_path: Path, texts: Texts
) -> None:
    found = _drafts(document, passages, records, tmp_path)
    with pytest.raises(DraftError):
        accept([found[SKILL]], records, texts)
    accept([found["certificates:锅炉操作员证书"]], records, texts)
    accept([found[SKILL]], records, texts)
    assert [r.name for r in load_catalogue(records).all("requirements")] == ["能按规程点火升压"]


def test_what_was_refused_is_proposed_no_more(
    document: Document, passages: list[Passage], records: Path, tmp_path: Path
) -> None:
    found = _drafts(document, passages, records, tmp_path)
    mark_decided(document.id, [found["courses:水处理"]], Worked(Database(tmp_path / "data")))
    assert set(found) - set(_drafts(document, passages, records, tmp_path)) == {"courses:水处理"}
    assert load_catalogue(records).all("courses") == ()
