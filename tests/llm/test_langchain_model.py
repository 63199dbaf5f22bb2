"""LangChain's models over real HTTP, against a server that does everything wrong."""

import json
import logging
import threading

import pytest

from assistant.errors import (
    ModelError,
    ModelKeyError,
    ModelMissingError,
    ModelReplyError,
    ModelRequestError,
    ModelTimeoutError,
    ModelUnavailableError,
    ModelUnknownError,
    SettingsError,
)
from assistant.llm.chat import ChatMessage, Request, Role, Stage
from assistant.llm.langchain_model import LangChainModel, Timeouts
from assistant.llm.reply import Usage
from tests.llm.faulty_servers import (
    KEY,
    cut,
    cut_by_length,
    cut_in_a_line,
    cut_while_chunked,
    endless,
    error_inside,
    kept_alive,
    no_json,
    one_large_line,
    other_json,
    page,
    silent,
    slow,
    stuck,
)
from tests.llm.scripted_server import say, serving

QUESTION = "我的电话是13800138000，怎么报名？"
MESSAGES = (ChatMessage(Role.SYSTEM, "Answer as JSON."), ChatMessage(Role.USER, QUESTION))
PATIENT = Timeouts(connect_s=5, gap_s=20, total_s=60)
HASTY = Timeouts(connect_s=0.5, gap_s=0.5, total_s=1.0)


@pytest.fixture(autouse=True)
def direct(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def model(server, timeouts=PATIENT, name="openai:small"):
    return LangChainModel(name, timeouts, base_url=server.address, api_key=KEY)


def ask(asked, **options):
    return "".join(asked.stream(Request(Stage.WRITER, MESSAGES, **options)))


def test_the_reply_comes_in_the_pieces_in_which_it_is_sent():
    with serving(say("产业学院", "至少要", "4名讲师。")) as server:
        pieces = list(model(server).stream(Request(Stage.WRITER, MESSAGES)))
    assert pieces == ["产业学院", "至少要", "4名讲师。"]
    assert server.paths == ["/v1/chat/completions"]
    assert server.keys == [f"Bearer {KEY}"]
    body = server.bodies[0]
    assert (body["model"], body["temperature"], body["stream"]) == ("small", 0, True)
    assert body["messages"] == [
        {"role": "system", "content": "Answer as JSON."},
        {"role": "user", "content": QUESTION},
    ]
    assert "response_format" not in body


def test_a_piece_is_there_before_the_next_is_sent():
    go_on = threading.Event()

    def script(connection):
        connection.begin()
        connection.chunk("first")
        assert go_on.wait(20)
        connection.chunk(" second")
        connection.done()

    with serving(script) as server:
        reply = model(server).stream(Request(Stage.WRITER, MESSAGES))
        assert next(reply) == "first"
        go_on.set()
        assert list(reply) == [" second"]


def test_tokens_are_those_that_the_provider_tells():
    with serving(say("好。")) as server:
        reply = model(server).stream(Request(Stage.WRITER, MESSAGES))
        assert reply.usage is None
        assert list(reply) == ["好。"]
        assert reply.usage == Usage(100, 20, told=True)


def test_json_mode_is_asked_for_by_those_who_want_json():
    with serving(say('{"asks": []}')) as server:
        assert json.loads(ask(model(server), as_json=True)) == {"asks": []}
    assert server.bodies[0]["response_format"] == {"type": "json_object"}


def refusing(field, *, named):
    """Refuses requests with a field, as servers do that do not know it; some name it."""

    def script(connection):
        if field in connection.body:
            connection.refuse(400, message=f"unknown {field}", type="invalid", param=field if named else None)
        else:
            say("{}")(connection)

    return script


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("field", ["response_format", "stream_options", "temperature"])
def test_what_a_server_refuses_is_left_out_from_then_on(field, named):
    with serving(refusing(field, named=named)) as server:
        asked = model(server)
        assert ask(asked, as_json=True) == "{}"
        tries = len(server.bodies)
        assert ask(asked, as_json=True) == "{}"
    assert len(server.bodies) == tries + 1
    assert field not in server.bodies[-1]
    assert asked.has_json_mode is (named and field != "response_format")
    if named:
        assert tries == 2


def test_a_request_that_is_refused_whatever_it_holds_is_told():
    with serving(lambda c: c.refuse(400, message="no", code="bad_thing")) as server:
        asked = model(server)
        with pytest.raises(ModelRequestError, match="bad_thing"):
            ask(asked, as_json=True)
        assert asked.has_json_mode


@pytest.mark.parametrize(
    ("status", "kind", "retryable"),
    [
        (401, ModelKeyError, False),
        (403, ModelKeyError, False),
        (404, ModelUnknownError, False),
        (402, ModelUnavailableError, True),
        (429, ModelUnavailableError, True),
        (500, ModelUnavailableError, True),
        (503, ModelUnavailableError, True),
    ],
)
def test_each_refusal_is_an_error_of_its_kind(status, kind, retryable):
    with (
        serving(lambda c: c.refuse(status, message=f"Incorrect key {KEY} for {QUESTION}", code="some_code")) as server,
        pytest.raises(kind) as caught,
    ):
        ask(model(server))
    assert caught.value.retryable is retryable
    assert str(status) in str(caught.value)
    assert "some_code" in str(caught.value)
    assert len(server.bodies) == 1


def test_nobody_there_is_told():
    with serving(say("x")) as server:
        address = server.address
    asked = LangChainModel("openai:small", HASTY, base_url=address, api_key=KEY)
    with pytest.raises(ModelUnavailableError):
        ask(asked)


@pytest.mark.parametrize("script", [silent, stuck, kept_alive, slow])
def test_a_server_that_takes_too_long_is_left(script):
    with serving(script) as server:
        with pytest.raises(ModelTimeoutError):
            ask(model(server, HASTY))
        assert server.left.wait(20)


@pytest.mark.parametrize(
    "script",
    [
        cut, cut_in_a_line, cut_by_length, cut_while_chunked, no_json, other_json, error_inside, page, one_large_line,
        endless, say(""), say("  \n"),
    ],
)  # fmt: skip
def test_a_reply_that_cannot_be_used_is_an_error(script):
    with serving(script) as server, pytest.raises((ModelReplyError, ModelUnavailableError)) as caught:
        ask(model(server))
    assert caught.value.retryable
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("script", [one_large_line, endless])
def test_a_reply_without_end_is_left(script):
    with serving(script) as server:
        with pytest.raises(ModelReplyError, match="too long|过长"):
            ask(model(server))
        assert server.left.wait(20)


@pytest.mark.parametrize("script", [silent, stuck])
def test_the_server_sees_that_the_reader_left(script):
    with serving(script) as server:
        # The reader leaves when the request has come.
        said = ask(model(server), cancelled=lambda: bool(server.bodies))
        assert server.left.wait(20)
    assert said in ("", "产业")


def test_closing_a_reply_closes_its_connection():
    with serving(stuck) as server:
        reply = model(server).stream(Request(Stage.WRITER, MESSAGES))
        assert next(reply) == "产业"
        reply.close()
        assert server.left.wait(20)


def test_a_reply_that_nobody_holds_any_more_closes_its_connection():
    with serving(stuck) as server:
        for _ in model(server).stream(Request(Stage.WRITER, MESSAGES)):
            break
        assert server.left.wait(20)


def test_many_at_once_each_get_their_own_reply():
    def echo(connection):
        say(*connection.body["messages"][0]["content"])(connection)

    with serving(echo) as server:
        asked = model(server)
        replies = {}

        def one(n):
            replies[n] = "".join(asked.stream(Request(Stage.WRITER, [ChatMessage(Role.USER, f"question {n}")])))

        threads = [threading.Thread(target=one, args=(n,)) for n in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    assert replies == {n: f"question {n}" for n in range(20)}


def test_what_a_model_thinks_aloud_is_no_part_of_its_reply():
    with serving(say("<thi", "nk>Let me see: 5", "</think>\n\n", "4名", "。<think>")) as server:
        assert ask(model(server)) == "4名。<think>"


@pytest.mark.parametrize("script", [lambda c: c.refuse(401, message=f"Incorrect API key {KEY}"), error_inside, silent])
def test_neither_key_nor_question_is_logged_or_shown(script, caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("openai").setLevel(logging.INFO)
    with serving(script) as server:
        asked = model(server, HASTY)
        with pytest.raises(ModelError) as caught:
            ask(asked)
    shown = caplog.text + repr(asked) + str(vars(asked)) + repr(caught.value) + asked.name
    assert KEY not in shown
    assert "13800138000" not in shown
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_the_environments_key_of_another_provider_is_not_sent_to_ones_own_server(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-openai")
    with serving(say("好")) as server:
        ask(LangChainModel("openai:small", PATIENT, base_url=server.address))
    assert server.keys == ["Bearer none"]


def test_a_missing_package_is_told_with_the_command_that_installs_it():
    with pytest.raises(ModelMissingError, match=r"pip install .*\[llm\]"):
        LangChainModel("anthropic:some-model", PATIENT, api_key=KEY)


def test_a_provider_that_nobody_knows_is_told():
    with pytest.raises(SettingsError, match="nosuch") as caught:
        LangChainModel("nosuch:model", PATIENT, api_key=KEY)
    assert KEY not in str(caught.value)
