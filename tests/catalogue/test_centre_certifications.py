"""The certification centre's certifications as the slides state them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.catalogue.loading import Catalogue, load_catalogue
from assistant.catalogue.model import CentreCertification, TalentLevel
from assistant.catalogue.names import record_names
from assistant.corpus.check import check_corpus
from assistant.settings import ROOT


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(ROOT / "corpus" / "records")


def test_both_groups_are_whole(catalogue: Catalogue) -> None:
    # Seed 001, section 3.4: four certificates by level, four skills by business.
    by_group: dict[str, list[str | None]] = {}
    for record in catalogue.all(CentreCertification):
        by_group.setdefault(record.group, []).append(record.talent_level or record.board)
    assert by_group == {
        "综合能力认证": ["新手", "新手", "成熟", "精英"],
        "专项技能认证": ["金品诚企", "数据参谋", "小满", "跨境主播"],
    }


def test_only_the_manager_certificates_are_in_preparation(catalogue: Catalogue) -> None:
    preparing = {c.name for c in catalogue.all(CentreCertification) if c.entry == "筹建中"}
    assert preparing == {"跨境电商运营经理中级证书", "跨境电商运营经理高级证书"}


def test_talent_levels_keep_the_other_names_of_section_3_3(catalogue: Catalogue) -> None:
    names = {level.name: level.certifications for level in catalogue.all(TalentLevel)}
    assert names["成熟"] == ["人社部认证", "阿里巴巴国际站运营能力认证"]
    assert all(level.place().locator == f"第3.3节 三级人才 {level.name}" for level in catalogue.all(TalentLevel))


def test_a_class_of_certificates_is_no_name_for_questions(catalogue: Catalogue) -> None:
    names = {entity.id for entity, _ in record_names(catalogue)}
    assert "centre-operator" in names
    assert "centre-1x" not in names


def test_a_wrong_course_and_an_unknown_status_subject_are_named(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(ROOT / "corpus", corpus, ignore=shutil.ignore_patterns("*.npz"))
    path = corpus / "records" / "centre_certifications.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("- CRM的介绍", "- CRM的历史"), encoding="utf-8")
    changes = corpus / "records" / "status_changes.yaml"
    changes.write_text(changes.read_text(encoding="utf-8").replace("- centre-1x", "- centre-2x"), encoding="utf-8")
    problems = check_corpus(corpus)
    assert len(problems) == 2
    assert "「CRM的历史」" in problems[0]
    assert "centre-2x" in problems[1]
