import shutil

from assistant.corpus.check import check_corpus
from assistant.settings import ROOT


def test_our_own_corpus_and_catalogue_are_sound():
    assert check_corpus(ROOT / "corpus") == []


def test_a_figure_that_is_missing_from_the_restatement_is_named(tiny_corpus, tmp_path):
    shutil.copytree(tiny_corpus, tmp_path / "corpus")
    (tmp_path / "corpus" / "expected").mkdir()
    (tmp_path / "corpus" / "expected" / "rules.yaml").write_text(
        "document: rules\nitems:\n- {text: 至少4名, where: 第1节}\n- {text: '64', where: 第2节 第1行}\n- {text: '1', where: 第9节}\n",
        encoding="utf-8",
    )
    problems = check_corpus(tmp_path / "corpus")
    assert len(problems) == 2
    assert "「64」不在 rules 的「第2节 第1行」中" in problems[0]
    assert "第9节" in problems[1]


def test_a_locator_used_twice_is_named(tiny_corpus, tmp_path):
    shutil.copytree(tiny_corpus, tmp_path / "corpus")
    path = tmp_path / "corpus" / "documents" / "rules.md"
    path.write_text(path.read_text(encoding="utf-8").replace("第2节 第2行", "第2节 第1行"), encoding="utf-8")
    assert any("第2节 第1行" in p and "2 次" in p for p in check_corpus(tmp_path / "corpus"))


def test_a_catalogue_value_that_its_place_does_not_state_is_named(tiny_corpus, tmp_path):
    shutil.copytree(tiny_corpus, tmp_path / "corpus")
    (tmp_path / "corpus" / "records").mkdir()
    (tmp_path / "corpus" / "records" / "textbooks.yaml").write_text(
        "- {id: t1, name: 《跨境电商B2B店铺运营实战》, name_en: Store operation, level: 初级, chapters: 10, hours: 32,"
        " online_hours: 16, cite: 'rules#第2节 第1行'}\n",
        encoding="utf-8",
    )
    problems = check_corpus(tmp_path / "corpus")
    assert [p for p in problems if "chapters" in p]
    assert not [p for p in problems if "hours：「32」" in p]
