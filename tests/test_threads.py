"""One assistant answers many threads at once as it answers one."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from assistant.api.schemas import AskBody
from assistant.assistant import Assistant
from assistant.retrieval import tokenization
from assistant.settings import ROOT
from assistant.types import Message, Turn

THREADS = 16
FILES = ("own-dev-3", "own-dev-4", "own-dev-5", "paraphrases", "near-misses")
QUESTIONS = 160
DAY = date(2026, 1, 1)


def _turns() -> list[Turn]:
    """Questions of every file in turn, Chinese and English; each third one follows the question before it."""
    lines = [
        [json.loads(line) for line in (ROOT / f"evals/questions/{name}.jsonl").read_text("utf-8").splitlines()]
        for name in FILES
    ]
    mixed = [file[n] for n in range(max(map(len, lines))) for file in lines if n < len(file)][:QUESTIONS]
    turns: list[Turn] = []
    for number, data in enumerate(mixed):
        turn = AskBody.model_validate({k: data[k] for k in ("question", "history") if data.get(k)}).turn()
        history = turn.history or ((Message("user", turns[-1].question),) if number % 3 == 2 else ())
        turns.append(Turn(turn.question, history, as_of=DAY))
    return turns


def _shown(assistant: Assistant, turn: Turn) -> str:
    return json.dumps({**assistant.answer(turn).to_json(), "latency_ms": 0}, ensure_ascii=False)


@pytest.mark.slow
def test_sixteen_threads_get_the_answers_that_one_gets(assistant: Assistant) -> None:
    turns = _turns()
    assert len(turns) == QUESTIONS
    assert sum(bool(t.history) for t in turns) > 40
    assert sum(t.question.isascii() for t in turns) >= 10
    begin = Barrier(THREADS)

    def ask(start: int) -> dict[int, str]:
        begin.wait()
        return {n: _shown(assistant, turns[n]) for n in range(start, QUESTIONS, THREADS)}

    # The threads go first, so that they meet whatever is made at first use.
    tokenization._stem.cache_clear()
    with ThreadPoolExecutor(THREADS) as threads:
        together = {n: text for part in threads.map(ask, range(THREADS)) for n, text in part.items()}
    assert [together[n] for n in range(QUESTIONS)] == [_shown(assistant, t) for t in turns]


def test_words_are_stemmed_alike_in_every_thread() -> None:
    """A shared Snowball stemmer gave other tokens, which stayed in caches, and errors."""
    words = [f"{a}{b}" for a in _stems() for b in ("ing", "ations", "ed", "ness", "ers", "ly")]
    alone = [tokenization.tokenize(w) for w in words]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(3):
            tokenization._stem.cache_clear()
            begin = Barrier(THREADS)

            def read(words: list[str], begin: Barrier = begin) -> list[list[str]]:
                begin.wait()
                return [tokenization.tokenize(w) for w in words]

            with ThreadPoolExecutor(THREADS) as threads:
                assert all(tokens == alone for tokens in threads.map(read, [words] * THREADS))
    finally:
        sys.setswitchinterval(interval)


@pytest.mark.parametrize("module", ["assistant.web.markdown", "assistant.sheets.answer_blocks"])
def test_markdown_is_ready_before_two_threads_can_make_it_so(module: str) -> None:
    """markdown-it fills its tables of rules at first use: a second thread would read them half full."""
    code = (
        f"from {module} import _MARKDOWN as m\n"
        "rulers = m.core.ruler, m.block.ruler, m.inline.ruler, m.inline.ruler2\n"
        "assert all(r.__cache__ for r in rulers)"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


def _stems() -> list[str]:
    text = (ROOT / "corpus" / "documents").glob("*.md")
    words = {w for path in text for w in path.read_text("utf-8").split() if w.isascii() and w.isalpha() and len(w) > 4}
    return sorted(words)[:120]
