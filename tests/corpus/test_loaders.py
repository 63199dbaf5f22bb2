from pathlib import Path

import pytest

from assistant.corpus.check import check_corpus
from assistant.corpus.loaders import load_corpus, load_document
from assistant.errors import CorpusError, EmptyCorpusError, UnreadableFileError
from tests.conftest import RULES


def test_an_empty_folder_is_an_error_that_names_it(tmp_path):
    with pytest.raises(EmptyCorpusError, match=str(tmp_path)):
        load_corpus(tmp_path)


def test_gb18030_text_is_read(tmp_path):
    (tmp_path / "gb.txt").write_bytes("人才基地至少2名讲师。".encode("gb18030"))
    assert load_document(tmp_path / "gb.txt").text.strip() == "人才基地至少2名讲师。"


@pytest.mark.parametrize("content", [b"\x00\x01\x02binary", b"\xff\xfe\x00\xd8", b"\x81\xff\xff\xff"])
def test_a_binary_file_is_refused(tmp_path, content):
    (tmp_path / "x.txt").write_bytes(content)
    with pytest.raises(UnreadableFileError, match="x.txt"):
        load_document(tmp_path / "x.txt")


def test_an_unreadable_file_is_refused(tmp_path):
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")
    with pytest.raises(UnreadableFileError, match="gone.md"):
        load_document(tmp_path / "gone.md")


def test_an_unknown_field_of_the_front_matter_is_named(tmp_path):
    (tmp_path / "a.md").write_text(RULES.replace("original:", "colour: red\noriginal:"), encoding="utf-8")
    with pytest.raises(CorpusError, match="colour"):
        load_document(tmp_path / "a.md")


def test_two_documents_with_one_id_are_refused(tmp_path):
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(RULES, encoding="utf-8")
    with pytest.raises(CorpusError, match="rules"):
        load_corpus(tmp_path)


def test_a_file_without_text_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text(" \n\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="没有正文"):
        load_document(tmp_path / "a.txt")


def test_an_empty_file_stops_no_other(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "good.md").write_text("# 收费\n\n考试费为每人70元。\n", encoding="utf-8")
    (tmp_path / "draft.md").write_text("", encoding="utf-8")
    assert [d.id for d in load_corpus(tmp_path)] == ["good"]
    assert "draft.md" in caplog.text
    said = check_corpus(tmp_path)
    assert any("draft.md" in p for p in said)
    (tmp_path / "rules.docx").write_bytes(b"PK")
    assert any("rules.docx" in p and "add" in p for p in check_corpus(tmp_path))
