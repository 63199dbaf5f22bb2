"""Reading a text takes steps in proportion to its length: counted, not timed, by doubling the length."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.deadline import NO_DEADLINE
from assistant.evidence.measured import read
from assistant.settings import ROOT
from assistant.types import Message, Turn
from assistant.understanding.conversation import MAX_MESSAGE_CHARS, MAX_TURNS, latest, without_long_runs_of_marks
from assistant.understanding.numbers import VAGUE, with_digits
from assistant.understanding.query import plain
from tests.regex_steps import steps

# Twice the length may take this much more; quadratic work takes four times as much.
MOST = 2.7
PACKAGES = ("understanding", "answering", "retrieval", "evidence")
# Read a passage of the corpus, or begin at the start of a text alone.
NO_READERS_OF_QUESTIONS = (".stated", "parts._EACH", "followups._ELLIPSIS", "subjects._LEAD")
UNITS = (
    "1", "一", "十", "百几", "1,111,", "1.1 ", "1、", "1-", " ", "a", "a ", "one ", "one hundred and ", "的", "和a", "a和",
    "级", "证", "是不是", "我", "我们学校有", "，", "。", "、", "（", "「", "第1条", "from a to ", "我会", "names ", "百分之", "1+x",
)  # fmt: skip


def _patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern of the modules that read questions, by the name of what holds it, once."""
    found: dict[tuple[str, int], tuple[str, re.Pattern[str]]] = {}
    for path in sorted(p for name in PACKAGES for p in (ROOT / "assistant" / name).glob("*.py")):
        module = importlib.import_module(f"assistant.{path.parent.name}.{path.stem}")
        for name, value in vars(module).items():
            for where, held in _held(value):
                found.setdefault((held.pattern, held.flags), (f"{path.stem}.{name}{where}", held))
    return {f"{name} {held.pattern[:60]}": held for name, held in found.values()}


def _held(value: Any, depth: int = 0, where: str = "") -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern):
        yield where, value
    elif depth < 4 and isinstance(value, tuple | list | frozenset | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _held(part, depth + 1, where)
    elif depth < 4 and type(value).__module__.startswith("assistant") and hasattr(type(value), "__slots__"):
        for slot in type(value).__slots__:
            yield from _held(getattr(value, slot, None), depth + 1, f".{slot}")


def _has_no_end(parsed: Any) -> bool:
    """Whether a parsed pattern repeats something without a limit."""
    if isinstance(parsed, tuple) and len(parsed) == 3 and parsed[1] is op.MAXREPEAT:
        return True
    return isinstance(parsed, tuple | list | _parser.SubPattern) and any(map(_has_no_end, parsed))


UNENDING = {
    name: held
    for name, held in _patterns().items()
    if _has_no_end(_parser.parse(held.pattern, held.flags & ~re.DEBUG))
    and not any(of in name.split(" ")[0] for of in NO_READERS_OF_QUESTIONS)
}


@pytest.mark.parametrize("name", UNENDING)
def test_no_pattern_that_reads_a_question_takes_quadratic_steps(name: str) -> None:
    for unit in UNITS:
        once, twice = (steps(UNENDING[name], (unit * n)[:n]) for n in (100, 200))
        assert twice <= MOST * once, unit


def test_the_counter_sees_quadratic_work_where_there_is_some() -> None:
    old = re.compile(r"(\d+(?:\.\d+)?)\s*([百千万])")
    assert steps(old, "1" * 200) > 3.5 * steps(old, "1" * 100)
    assert steps(re.compile(r"(?<!\d)\d{1,15}万"), "1" * 200) < MOST * steps(
        re.compile(r"(?<!\d)\d{1,15}万"), "1" * 100
    )


@pytest.mark.parametrize("unit", ["1", "十", "问", "初级", "产业学院几名讲师，", "the certificate "])
def test_twice_the_text_takes_twice_the_calls(assistant: Assistant, unit: str) -> None:
    """All calls of Python and C on the way to a query, whose length the conversation bounds and the question has."""

    def calls(n: int) -> int:
        text = (unit * n)[:n]
        turn = Turn(text, (Message("user", text), Message("assistant", text)))
        assistant.lexicon.find.cache_clear()
        return _count(lambda: assistant.reader.understand(turn, NO_DEADLINE))

    calls(50)
    assert calls(1600) <= MOST * calls(800)


@pytest.mark.parametrize("unit", UNITS)
def test_twice_the_figures_take_twice_the_calls(unit: str) -> None:
    """Reading quantities with what they measure goes through a text by calls as well as by patterns."""

    def calls(n: int) -> int:
        return _count(lambda: read((f"教师30名，{unit}；at least twenty teachers。" * n)[:n]))

    calls(50)
    assert calls(1600) <= MOST * calls(800)


def _count(work: Callable[[], object]) -> int:
    counted = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted


def test_of_a_long_conversation_the_latest_turns_count() -> None:
    history = [Message(r, f"{n} " + "字" * 3000) for n in range(40) for r in ("user", "assistant")]
    kept = latest(history)
    assert [m.role for m in kept] == ["user", "assistant"] * MAX_TURNS
    assert kept[0].content.startswith("28 ")
    assert all(len(m.content) == MAX_MESSAGE_CHARS for m in kept)
    assert latest([Message("assistant", "x")] * 100) == (Message("assistant", "x"),) * 2 * MAX_TURNS
    assert latest(history[:3])[2].content.startswith("1 ")
    assert latest([]) == ()


def test_a_history_of_a_quarter_of_a_megabyte_is_answered(assistant: Assistant) -> None:
    asked = Turn("产业学院至少要几名1+X认证讲师？", (Message("user", "1" * 240_000),) * 200)
    assert "4" in assistant.answer(asked).answer


def test_what_has_too_many_places_is_no_number() -> None:
    assert with_digits("三十二名，1.5万，一千零五") == "32名，15000，1005"
    for run in ("1" * 400 + "万", "万" * 1500, "九" * 400, "one" + " thousand" * 200):
        assert len(with_digits(run)) <= len(run)
    assert with_digits("万" * 1500) == VAGUE


def test_long_runs_of_combining_marks_are_cut() -> None:
    assert plain("e\u0301te") == "e\u0301te"
    assert len(without_long_runs_of_marks("a" + "\u0301\u0323" * 1000)) == 31
