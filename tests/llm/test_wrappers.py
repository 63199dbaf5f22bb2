"""Budget, cache and metering around a model, each over several threads or processes where that matters."""

import sqlite3
import threading
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pytest

from assistant.desk.database import FILE_NAME, Database
from assistant.errors import ModelBudgetError, ModelError, ModelReplyError, ModelTimeoutError, ModelUnavailableError
from assistant.llm.budget import BudgetedModel, ModelUse, StageUse
from assistant.llm.caching import CachedModel
from assistant.llm.chat import ChatMessage, Request, Role, Stage
from assistant.llm.metering import MeteredModel
from assistant.llm.reply import Usage, estimate, replies

MESSAGES = (ChatMessage(Role.SYSTEM, "Answer."), ChatMessage(Role.USER, "产业学院要几名讲师？"))
PROMPT = estimate(MESSAGES, "").tokens


class Speaker:
    """Says the same each time; ``fails``: raised after ``pieces``; ``usage``: told at the end."""

    name = "test:speaker"

    def __init__(self, *pieces: str, usage: Usage | None = None, fails: ModelError | None = None) -> None:
        self.pieces, self.usage, self.fails = pieces, usage, fails
        self.calls = 0
        self.ended = 0

    @replies
    def stream(self, request, told):
        self.calls += 1
        try:
            for piece in self.pieces:
                if request.is_cancelled:
                    return
                yield piece
            if self.fails:
                raise self.fails
            told.usage = self.usage
        finally:
            self.ended += 1


def ask(model, messages=MESSAGES, stage=Stage.WRITER, **options):
    return "".join(model.stream(Request(stage, messages, **options)))


def used(folder):
    return {u.stage: (u.calls, u.tokens) for u in ModelUse(Database(folder)).today()}


def test_tokens_are_counted_by_day_and_stage(tmp_path):
    use = ModelUse(Database(tmp_path))
    assert use.today() == ()
    model = BudgetedModel(Speaker("4名", "。", usage=Usage(30, 5, told=True)), use, None)
    for stage in (Stage.PLANNER, Stage.WRITER, Stage.WRITER):
        assert ask(model, stage=stage) == "4名。"
    assert use.today() == (StageUse(Stage.PLANNER, 1, 35), StageUse(Stage.WRITER, 2, 70))
    assert ModelUse(Database(tmp_path), today=lambda: date(2000, 1, 1)).today() == ()


def test_tokens_are_estimated_where_the_provider_tells_none(tmp_path):
    ask(BudgetedModel(Speaker("至少4名讲师。"), ModelUse(Database(tmp_path)), None))
    assert used(tmp_path) == {Stage.WRITER: (1, estimate(MESSAGES, "至少4名讲师。").tokens)}


@pytest.mark.parametrize(
    ("pieces", "error", "counted"),
    [
        ((), ModelUnavailableError("x"), 0),
        ((), ModelTimeoutError("x"), PROMPT),
        (("产业学院",), ModelReplyError("x"), estimate(MESSAGES, "产业学院").tokens),
    ],
)
def test_a_call_that_fails_costs_what_it_may_have_cost(tmp_path, pieces, error, counted):
    model = BudgetedModel(Speaker(*pieces, fails=error), ModelUse(Database(tmp_path)), None)
    with pytest.raises(type(error)):
        ask(model)
    assert used(tmp_path) == {Stage.WRITER: (1, counted)}


def test_a_reply_that_is_left_ends_the_call_and_is_counted(tmp_path):
    speaker = Speaker("产业", "学院")
    reply = MeteredModel(BudgetedModel(speaker, ModelUse(Database(tmp_path)), None)).stream(
        Request(Stage.WRITER, MESSAGES)
    )
    assert next(reply) == "产业"
    reply.close()
    assert speaker.ended == 1
    assert used(tmp_path) == {Stage.WRITER: (1, estimate(MESSAGES, "产业").tokens)}


def test_a_reader_who_has_left_costs_nothing(tmp_path):
    speaker = Speaker("好")
    assert ask(BudgetedModel(speaker, ModelUse(Database(tmp_path)), None), cancelled=lambda: True) == ""
    assert speaker.calls == 0
    assert used(tmp_path) == {}


def test_tomorrow_there_is_budget_again(tmp_path):
    day = [date(2026, 11, 29)]
    speaker = Speaker("好", usage=Usage(60, 60, told=True))
    model = BudgetedModel(speaker, ModelUse(Database(tmp_path), today=lambda: day[0]), 100)
    ask(model)
    with pytest.raises(ModelBudgetError) as caught:
        ask(model)
    assert not caught.value.retryable
    assert speaker.calls == 1
    day[0] = date(2026, 11, 30)
    assert ask(model) == "好"


def spend(folder: Path) -> int:
    """Calls that found room in a budget for ten of 100 tokens each."""
    model = BudgetedModel(Speaker("好", usage=Usage(100 - 1, 1, told=True)), ModelUse(Database(folder)), 1000)
    done = 0
    for _ in range(10):
        try:
            ask(model)
        except ModelBudgetError:
            continue
        done += 1
    return done


def test_processes_share_the_budget(tmp_path):
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        done = sum(pool.map(spend, [tmp_path] * 2))
    # Beyond the limit goes at most what runs when it is reached.
    assert 10 <= done <= 11
    assert used(tmp_path) == {Stage.WRITER: (done, 100 * done)}


def test_calls_at_once_do_not_all_find_room(tmp_path):
    go = threading.Event()

    class Slow(Speaker):
        def stream(self, request):
            assert go.wait(20)
            return super().stream(request)

    model = BudgetedModel(Slow("好"), ModelUse(Database(tmp_path)), 3 * PROMPT)
    refused = []

    def one():
        try:
            ask(model)
        except ModelBudgetError:
            refused.append(1)
            go.set()

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(refused) == 5


def test_a_budget_that_cannot_be_kept_is_none_to_spend(tmp_path, caplog):
    (tmp_path / FILE_NAME).mkdir()
    speaker = Speaker("好")
    use = ModelUse(Database(tmp_path))
    with pytest.raises(ModelBudgetError, match="cannot be counted"):
        ask(BudgetedModel(speaker, use, 1000))
    assert speaker.calls == 0
    assert ask(BudgetedModel(speaker, use, None)) == "好"
    assert "not counted" in caplog.text


def test_a_file_of_an_earlier_version_gets_the_new_table(tmp_path):
    Database(tmp_path)
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("CREATE TABLE feedback (id INTEGER)")
        connection.execute("PRAGMA user_version = 1")
    assert used(tmp_path) == {}
    ask(BudgetedModel(Speaker("好"), ModelUse(Database(tmp_path)), None))
    assert used(tmp_path)[Stage.WRITER][0] == 1


def test_the_same_is_asked_once_a_day(tmp_path):
    day = [date(2026, 11, 29)]
    speaker = Speaker("4", "名", usage=Usage(9, 9, told=True))
    model = CachedModel(speaker, "generation", today=lambda: day[0])
    metered = MeteredModel(model)
    assert (
        list(metered.stream(Request(Stage.WRITER, MESSAGES)))
        == list(metered.stream(Request(Stage.WRITER, MESSAGES)))
        == ["4", "名"]
    )
    assert [c.usage.tokens for c in metered.calls] == [18, 0]
    assert speaker.calls == 1
    ask(model, as_json=True)
    ask(model, [*MESSAGES, ChatMessage(Role.USER, "还有呢？")])
    assert speaker.calls == 3
    day[0] = date(2026, 11, 30)
    ask(model)
    assert speaker.calls == 4


def test_only_whole_replies_are_kept():
    failing = Speaker("4", fails=ModelReplyError("x"))
    model = CachedModel(failing, "generation")
    for _ in range(2):
        with pytest.raises(ModelReplyError):
            ask(model)
    assert failing.calls == 2
    speaker = Speaker("4", "名")
    model = CachedModel(speaker, "generation")
    assert next(model.stream(Request(Stage.WRITER, MESSAGES))) == "4"
    assert ask(model, cancelled=lambda: True) == ""
    assert ask(model) == "4名"
    assert speaker.calls == 3


def test_the_cache_is_bounded():
    speaker = Speaker("好")
    model = CachedModel(speaker, "generation", max_replies=2)
    for text in ("a", "b", "a", "c", "a", "b"):
        ask(model, [ChatMessage(Role.USER, text)])
    # b went when c came, since a had been wanted after it.
    assert speaker.calls == 4


def test_each_call_of_an_answer_is_noted():
    metered = MeteredModel(Speaker("4名", usage=Usage(30, 5, told=True)))
    ask(metered, stage=Stage.PLANNER)
    failing = Speaker("4", fails=ModelTimeoutError("x"))
    broken = MeteredModel(failing)
    with pytest.raises(ModelTimeoutError):
        ask(broken)
    assert metered.name == "test:speaker"
    [call] = metered.to_json()["calls"]
    assert (call["stage"], call["prompt_tokens"], call["reply_tokens"], call["tokens_told"]) == ("planner", 30, 5, True)
    assert 0 <= call["first_s"] <= call["total_s"]
    assert metered.tokens == 35
    assert broken.calls[0].error == "model_timeout"
    assert broken.calls[0].usage == estimate(MESSAGES, "4")
    silent = MeteredModel(Speaker(fails=ModelUnavailableError("x")))
    with pytest.raises(ModelUnavailableError):
        ask(silent)
    assert silent.calls[0].first_s is None
