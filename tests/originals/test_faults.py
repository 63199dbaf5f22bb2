"""One bad file never stops the others: each is named with what to do, nothing lands outside the pack."""

import io
import os
import subprocess
import sys
import time
import zipfile

import docx
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from assistant.corpus.originals.adding import Added, Skipped, add_files, keep, read_file
from assistant.corpus.originals.proposal import Proposal, propose
from assistant.corpus.originals.reading import MAX_FILE_BYTES, MAX_TEXT_CHARS, read_here
from assistant.settings import ROOT
from tests.originals import office

GOOD = "# 报名须知\n\n报名费为每人80元。\n"


def accept(proposal: Proposal, _) -> Proposal:
    return proposal


def bad_files(folder):
    """Files that cannot be taken, by name."""
    office.write_pdf(folder / "whole.pdf", sections=1)
    office.write_docx(folder / "whole.docx")
    (folder / "cut.pdf").write_bytes((folder / "whole.pdf").read_bytes()[:600])
    (folder / "cut.docx").write_bytes((folder / "whole.docx").read_bytes()[:9000])
    canvas = Canvas(str(folder / "locked.pdf"), encrypt=StandardEncryption("secret", ownerPassword="owner"))
    canvas.drawString(72, 700, "The fee is 80 EUR.")
    canvas.save()
    (folder / "empty.docx").write_bytes(b"")
    (folder / "blank.txt").write_text("\n \n", encoding="utf-8")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with zipfile.ZipFile(folder / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 60_000_000)
    with zipfile.ZipFile(folder / "photos.zip", "w") as archive:
        archive.writestr("a.jpg", b"abc")
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    clauses = (f"第{n}条 学员应当在开课前{n}日内缴清培训费。\n" for n in range(MAX_TEXT_CHARS // 20))
    (folder / "ten thousand pages.txt").write_text("".join(clauses), encoding="utf-8")
    for name in ("whole.pdf", "whole.docx"):
        (folder / name).unlink()


def test_every_bad_file_is_named_and_the_good_one_is_kept(tmp_path):
    files, pack = tmp_path / "files", tmp_path / "pack"
    files.mkdir()
    bad_files(files)
    bad = {p.name for p in files.iterdir()}
    (files / "须知.md").write_text(GOOD, encoding="utf-8")
    (files / "~$须知.docx").write_bytes(b"lock")
    done = {d.name: d for d in add_files(sorted(files.iterdir()), pack, accept)}
    assert isinstance(done.pop("须知.md"), Added)
    lock = done.pop("~$须知.docx")
    assert isinstance(lock, Skipped)
    assert not lock.failed
    assert done.keys() == bad
    for name, result in done.items():
        assert isinstance(result, Skipped), name
        assert result.failed
        assert name in result.reason
        assert str(files) not in result.reason
    assert [p.name for p in (pack / "documents").glob("*.md")] == ["须知.md"]
    assert [p.name for p in (pack / "originals").iterdir()] == ["须知.md"]


def test_what_is_in_a_file_decides_not_its_name(tmp_path):
    office.write_docx(tmp_path / "办法.pdf")
    office.write_html(tmp_path / "公告.txt")
    for file in (tmp_path / "办法.pdf", tmp_path / "公告.txt"):
        done = next(iter(add_files([file], tmp_path / "pack", accept)))
        assert isinstance(done, Added)
    texts = [p.read_text(encoding="utf-8") for p in (tmp_path / "pack" / "documents").glob("*.md")]
    assert any("| 初级 | 60元 | 120元 | 90分钟 |" in t for t in texts)
    assert not any("<td>" in t for t in texts)


def test_macros_are_left_out_and_said(tmp_path):
    office.write_docx(tmp_path / "plain.docx")
    with zipfile.ZipFile(tmp_path / "plain.docx") as old, zipfile.ZipFile(tmp_path / "办法.docm", "w") as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "[Content_Types].xml":
                plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
                data = data.replace(plain, b"application/vnd.ms-word.document.macroEnabled.main+xml")
            new.writestr(member, data)
        new.writestr("word/vbaProject.bin", b"Sub AutoOpen()")
    done = next(iter(add_files([tmp_path / "办法.docm"], tmp_path / "pack", accept)))
    assert isinstance(done, Added)
    assert any("宏" in r for r in done.remarks)


@pytest.mark.parametrize("name", ["../../evil.md", "..\\..\\evil.md", "/etc/evil.md", "a/../../evil.md"])
def test_a_name_with_folders_in_it_stays_in_the_pack(tmp_path, name):
    pack = tmp_path / "deep" / "pack"
    file = tmp_path / "upload"
    file.write_text(GOOD, encoding="utf-8")
    read = read_file(file, name)
    assert not isinstance(read, Skipped)
    assert isinstance(keep(read, pack), Added)
    written = {p.relative_to(tmp_path).parts[0] for p in tmp_path.rglob("*") if p.is_file()}
    assert written == {"deep", "upload"}
    assert (pack / "originals" / "evil.md").is_file()


def test_entities_of_a_hostile_office_file_do_not_grow(tmp_path):
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "费用999元">{lines}]><x>&a11;</x>'
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(tmp_path / "x.docx", "w") as new:
        for member in old.infolist():
            new.writestr(member, bomb if member.filename == "word/document.xml" else old.read(member))
    done = next(iter(add_files([tmp_path / "x.docx"], tmp_path / "pack", accept)))
    assert isinstance(done, Skipped)


def test_the_command_says_all_and_ends_with_an_error(tmp_path):
    (tmp_path / "须知.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<<")
    arguments = ["add", "须知.md", "cut.pdf", "missing.pdf", "--pack", "new-pack", "--yes"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "assistant", *arguments], cwd=tmp_path, capture_output=True, env=environment, timeout=300
    )
    said = done.stdout.decode()
    assert done.returncode == 1, done.stderr.decode()
    assert all(name in said for name in ("须知.md", "cut.pdf", "missing.pdf"))
    asked = subprocess.run(
        [sys.executable, "-m", "assistant", "ask", "报名费多少？", "--pack", "new-pack"],
        cwd=tmp_path,
        capture_output=True,
        env=environment,
        timeout=300,
    )
    assert "80元" in asked.stdout.decode()
    assert (tmp_path / "new-pack" / ".index" / "CURRENT").is_file()


@pytest.mark.parametrize("piece", ["字", "[", "2020年1月1日", "发布：", "a\n"])
def test_a_text_of_one_thing_without_end_is_proposed_in_seconds(tmp_path, piece):
    (tmp_path / "t.txt").write_text(piece * (60_000 // len(piece)), encoding="utf-8")
    started = time.process_time()
    propose(read_here(tmp_path / "t.txt"), "t")
    assert time.process_time() - started < 10
