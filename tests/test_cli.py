"""The command line as other programs use it: real processes, real exit codes."""

import json
import os
import subprocess
import sys

import pytest

from assistant.settings import ROOT


@pytest.fixture(scope="module")
def places(tiny_corpus, tmp_path_factory):
    return ["--corpus", str(tiny_corpus), "--index", str(tmp_path_factory.mktemp("cli") / "index")]


def zhengtu(*arguments, stdin=None):
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        timeout=120,
        env={**os.environ, "OMP_WAIT_POLICY": "passive", "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


def test_index_then_ask(places):
    built = zhengtu("index", *places)
    assert built.returncode == 0, built.stderr.decode()
    assert "索引已更新" in built.stdout.decode()
    asked = zhengtu("ask", "产业学院至少要几名讲师？", *places)
    assert asked.returncode == 0
    assert "至少4名" in asked.stdout.decode()
    assert "《合作办法》第1节" in asked.stdout.decode()


def test_json_has_the_fields_of_the_contract(places):
    answer = json.loads(zhengtu("ask", "产业学院至少要几名讲师？", "--json", *places).stdout)
    assert set(answer) == {
        "id", "status", "refused", "answer", "language", "intent", "citations", "notices", "suggestions", "latency_ms",
    }  # fmt: skip
    citation = answer["citations"][0]
    assert {"n", "document", "title", "publisher", "issued", "locator", "quote", "start", "end", "authority"} == set(
        citation
    )
    assert (citation["n"], citation["document"], citation["authority"]) == (1, "rules", "organisation")


def test_jsonl_answers_line_by_line_and_goes_on_after_bad_ones(places):
    lines = [
        json.dumps({"id": "a", "question": "人才基地要几名讲师？"}, ensure_ascii=False),
        "not json",
        json.dumps({"id": "c", "question": ""}),
        json.dumps({"id": "d"}),
        json.dumps([1, 2]),
        json.dumps({"id": "e", "question": "x" * 100_000}),
        json.dumps(
            {
                "id": "f",
                "question": "产业学院呢？",
                "history": [{"role": "user", "content": "人才基地要几名讲师？"}],
                "profile": {},
                "as_of": "2022-01-01",
            }
        ),
        json.dumps({"id": "g", "question": "中职读几年？", "as_of": "2022-13-40"}),
        json.dumps({"id": "h", "question": "中职读几年？", "category": "policy", "facts": [["三年"]]}),
    ]
    result = zhengtu("ask", "--jsonl", *places, stdin="\n".join(lines).encode() + b"\n\xff\xfe\n")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.returncode == 0
    assert len(answers) == len(lines) + 1
    assert [a["id"] for a in answers[:1] + answers[2:4]] == ["a", "c", "d"]
    assert [i for i, a in enumerate(answers) if "error" in a] == [1, 2, 3, 4, 5, 7, 9]
    assert "至少2名" in answers[0]["answer"]
    assert "至少4名" in answers[6]["answer"]
    assert "三年" in answers[8]["answer"]
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("question", ["", "x" * 100_000, "\x01\x02\x03\x04\x05\x06", "？"])
def test_what_is_no_question_is_told_in_one_line(places, question):
    result = zhengtu("ask", question, *places)
    assert result.returncode == 1
    assert result.stderr.decode().splitlines()[-1].startswith("错误：")
    assert b"Traceback" not in result.stderr


def test_an_empty_corpus_is_told(tmp_path):
    result = zhengtu("index", "--corpus", str(tmp_path), "--index", str(tmp_path / "index"))
    assert result.returncode == 1
    assert "没有 .md 或 .txt 文档" in result.stderr.decode()
    assert not (tmp_path / "index" / "CURRENT").exists()


def test_a_missing_folder_is_told_in_both_languages(tmp_path):
    result = zhengtu("ask", "hello", "--pack", str(tmp_path / "nowhere"))
    assert result.returncode == 1
    said = result.stderr.decode()
    assert "没有资料目录" in said
    assert "There is no folder" in said
    assert "--pack" in said


def test_what_a_later_edition_changes_is_printed_once(tmp_path):
    for year, fee in ((2019, 30), (2024, 45)):
        file = tmp_path / f"收费办法{year}.md"
        file.write_text(
            f"# 考试收费办法（{year}年版）\n\n第一条 补考费为每科{fee}元。\n\n第二条 本办法自{year}年5月1日起施行。\n",
            encoding="utf-8",
        )
        assert zhengtu("add", str(file), "--yes", "--pack", str(tmp_path / "pack")).returncode == 0
    asked = zhengtu("ask", "补考费是多少？", "--as-of", "2021-03-01", "--pack", str(tmp_path / "pack"))
    said = asked.stdout.decode()
    assert "30元" in said
    assert said.count("自2024-05-01起") == 1


def test_an_impossible_day_is_told(places):
    result = zhengtu("ask", "中职读几年？", "--as-of", "2022-02-30", *places)
    assert result.returncode == 2
    assert "2022-02-30" in result.stderr.decode()


def test_plain_texts_are_a_corpus_too(tmp_path):
    (tmp_path / "notes.txt").write_text("产业学院须配备四名讲师。人才基地须配备两名讲师。", encoding="utf-8")
    result = zhengtu("ask", "人才基地须配备几名讲师", "--corpus", str(tmp_path), "--index", str(tmp_path / "index"))
    assert "两名讲师" in result.stdout.decode()


def test_ask_imports_neither_the_page_nor_torch(places):
    code = (
        "import sys; from assistant.cli import main;"
        f"main(['ask', '中职读几年？', *{places!r}]);"
        "bad = {'gradio', 'torch', 'sentence_transformers', 'langchain', 'fastapi'} & set(sys.modules); assert not bad, bad"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=120, check=False)
    assert result.returncode == 0, result.stderr.decode()


def test_check_passes_on_our_corpus_and_fails_on_a_broken_one(tmp_path):
    assert zhengtu("check").returncode == 0
    (tmp_path / "bad.md").write_text("---\nid: [x\n---\n正文", encoding="utf-8")
    broken = zhengtu("check", "--corpus", str(tmp_path))
    assert broken.returncode == 2
    assert "bad.md" in broken.stdout.decode()
