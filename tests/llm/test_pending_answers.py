"""What the command line writes while a recorded reply is missing: other programs read it."""

import io
import json

import pytest

from assistant import cli
from assistant.assistant import Assistant
from assistant.errors import ReplyPendingError
from assistant.types import Answer, Language, Status


class Waiting:
    """An assistant of whose answers some wait for a reply."""

    def answer(self, turn):
        if turn.question == "raised":
            raise ReplyPendingError("0123456789abcdef")
        trace = {"pending": True} if turn.question == "marked" else {}
        return Answer(turn.id, Status.ANSWERED, "离线的回答", Language.ZH, "passage", trace=trace)


@pytest.fixture(autouse=True)
def waiting(monkeypatch):
    monkeypatch.setattr(Assistant, "open", lambda *_, **__: Waiting())


def test_lines_that_wait_say_so_and_the_run_goes_on(monkeypatch, capsys):
    lines = [{"id": str(n), "question": q} for n, q in enumerate(["raised", "marked", "whole"])]
    stdin = io.TextIOWrapper(io.BytesIO("\n".join(map(json.dumps, lines)).encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    assert cli.main(["ask", "--jsonl", "--llm", "none"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [a["id"] for a in answers] == ["0", "1", "2"]
    assert [a.get("error") for a in answers] == ["pending", "pending", None]
    assert answers[1]["answer"] == "离线的回答"
    assert set(answers[0]) == set(answers[2]) | {"error"}


@pytest.mark.parametrize(("question", "error"), [("raised", "pending"), ("marked", "pending"), ("whole", None)])
def test_one_answer_says_it_too(capsys, question, error):
    assert cli.main(["ask", question, "--json"]) == 0
    assert json.loads(capsys.readouterr().out).get("error") == error


def test_the_option_names_the_model_and_the_pack(monkeypatch, tmp_path):
    seen = []

    def noted(settings, **_):
        seen.append(settings)
        return Waiting()

    monkeypatch.setattr(Assistant, "open", noted)
    monkeypatch.setenv("ZHENGTU_LLM", "openai:small")
    cli.main(["ask", "whole", "--pack", str(tmp_path)])
    cli.main(["ask", "whole", "--corpus", str(tmp_path), "--llm", f"replay:{tmp_path}"])
    cli.main(["ask", "whole", "--llm", "none"])
    assert [s.llm for s in seen] == ["openai:small", f"replay:{tmp_path}", None]
    assert [s.corpus == tmp_path for s in seen] == [True, True, False]
