"""``llm check`` against a server on loopback: what it says, and its exit code."""

import pytest

from assistant import cli
from tests.llm.scripted_server import say, serving

PLAN = say('{"questions": ["图书馆周末', '几点开门", "借书要带什么"]}')
ANSWER = say("图书馆周末9:30开门", "[e1]。")


@pytest.fixture
def check(monkeypatch, tmp_path, capsys):
    """Runs the command over a server of these scripts; gives exit code and output."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("ZHENGTU_DATA", str(tmp_path))
    monkeypatch.setenv("ZHENGTU_LLM", "openai:small")
    monkeypatch.setenv("ZHENGTU_LLM_API_KEY", "sk-secret")

    def run(*scripts, **environment):
        with serving(*scripts) as server:
            monkeypatch.setenv("ZHENGTU_LLM_BASE_URL", server.address)
            for name, value in environment.items():
                monkeypatch.setenv(name, value)
            code = cli.main(["llm", "check"])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_what_works_is_told_with_time_and_tokens(check):
    code, said = check(PLAN, ANSWER)
    assert code == 0
    assert said.count("✓") == 2
    assert "100 + 20 tokens" in said
    assert "JSON mode：可用" in said


def test_a_server_without_json_mode_works_too(check):
    def refusing(connection):
        if "response_format" in connection.body:
            connection.refuse(400, message="unknown", param="response_format")
        elif "JSON" in str(connection.body):
            PLAN(connection)
        else:
            ANSWER(connection)

    code, said = check(refusing)
    assert code == 0
    assert "没有，不影响使用" in said


@pytest.mark.parametrize(
    ("script", "advice"),
    [
        (lambda c: c.refuse(401, message="Incorrect key sk-secret"), "ZHENGTU_LLM_API_KEY"),
        (lambda c: c.refuse(404, message="no", code="model_not_found"), "ZHENGTU_LLM_BASE_URL"),
        (lambda c: c.refuse(500, message="no"), "不能回答"),
        (lambda c: c.wait_until_left(), "ZHENGTU_LLM_TIMEOUT_S"),
        (say("I would be glad to help!"), "larger model"),
    ],
)
def test_what_fails_is_told_with_what_to_change(check, script, advice):
    code, said = check(script, ZHENGTU_LLM_TIMEOUT_S="0.5")
    assert code == 1
    assert advice in said
    assert "sk-secret" not in said


def test_an_answer_without_its_source_does_not_work(check):
    code, said = check(PLAN, say("周末9:30开门。"))
    assert code == 1
    assert "cites nothing" in said


def test_no_model_and_no_server_are_told(check, capsys, monkeypatch):
    monkeypatch.setenv("ZHENGTU_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    assert cli.main(["llm", "check"]) == 1
    assert "是否在运行" in capsys.readouterr().out
    assert cli.main(["llm", "check", "--llm", "none"]) == 1
    assert "ZHENGTU_LLM" in capsys.readouterr().err
