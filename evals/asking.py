"""Questions to answers, each kept on disk at once, so that an interrupted run goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from tqdm import tqdm

from assistant.assistant import Assistant
from assistant.errors import ZhengtuError
from assistant.evidence.passages import evidence_of
from assistant.settings import ROOT, Settings
from assistant.types import Answer, Citation, Language, NumberedNotice, Status, Turn
from assistant.understanding.query import understand
from evals.evidence import Piece
from evals.questions import Question

# Stores of earlier code and corpora; more than these are deleted, oldest first.
_KEEP_STORES = 24
# What decides on an answer: the assistant, and here how it is asked and taken apart.
_EVALS = Path(__file__).parent
_CODE = (*sorted((ROOT / "assistant").rglob("*")), *(_EVALS / f"{n}.py" for n in ("asking", "ablations", "fusions")))
_CODE_SUFFIXES = frozenset({".py", ".json", ".npz", ".yaml"})


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer with what the risk–coverage curve and the retrieval figures need besides.

    ``forced``: what the passages would have said where the assistant abstained. ``pieces``: what a baseline
    retrieved, best first; None for the assistant, whose trace names its passages.
    """

    answer: Answer
    forced: str | None = None
    pieces: tuple[Piece, ...] | None = None


Ask = Callable[[Turn], Asked]


class AnswerStore:
    """Answers of an assistant by question in one JSON Lines file, named after all else that they depend on."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"{fingerprint}.jsonl"
        self._known = dict(_read(self._path))
        _end_line(self._path)
        stores = sorted(folder.glob("*.jsonl"), key=lambda p: p.stat().st_mtime)
        for old in stores[:-_KEEP_STORES]:
            old.unlink(missing_ok=True)

    def get(self, turn: Turn) -> Asked | None:
        """What was answered before, None if it was never asked."""
        return self._known.get(_key(turn))

    def put(self, turn: Turn, asked: Asked) -> None:
        """Keep an answer, on disk before this returns."""
        self._known[_key(turn)] = asked
        line = json.dumps({"key": _key(turn), **to_json(asked)}, ensure_ascii=False)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def fingerprint(settings: Settings, corpus_hash: str, arm: str, code: Iterable[Path] = _CODE) -> str:
    """Name of a store: hash over the code's files, the corpus, the records, the models, the day and the arm.

    The files themselves count, not the commit, so that work that is not committed never meets old answers.
    The day counts since answers depend on what is in force.
    """
    digest = hashlib.sha256()
    for path in code:
        if path.is_file() and path.suffix in _CODE_SUFFIXES:
            digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    for path in sorted((*settings.catalogue.glob("*.yaml"), *settings.corpus.glob("*.yaml"))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    parts = (corpus_hash, settings.embedding_model, str(settings.llm), date.today().isoformat(), arm)
    digest.update("\0".join(parts).encode())
    return digest.hexdigest()[:20]


def ask_all(ask: Ask, questions: Sequence[Question], store: AnswerStore | None, name: str) -> list[Asked]:
    """Every question in order, from the store where it is there, with a progress bar on standard error."""
    answers = []
    for question in tqdm(questions, desc=name, unit="题", file=sys.stderr):
        turn = question.turn()
        asked = store.get(turn) if store else None
        if asked is None:
            asked = ask(turn)
            if store:
                store.put(turn, asked)
        # Two questions may be worded alike; the answer carries the id of the one that is scored.
        answers.append(replace(asked, answer=replace(asked.answer, id=question.id)))
    return answers


def asker(assistant: Assistant) -> Ask:
    """Ask an assistant; an error that it raises on purpose counts as declining, as on the command line."""

    def ask(turn: Turn) -> Asked:
        try:
            answer = assistant.answer(turn)
        except ZhengtuError as error:
            return Asked(Answer(turn.id, Status.DECLINED, str(error), Language.ZH, "error"))
        abstained = answer.status is Status.ABSTAINED and "chosen" in answer.trace
        return Asked(answer, forced_answer(assistant, turn, answer.trace["chosen"]) if abstained else None)

    return ask


def forced_answer(assistant: Assistant, turn: Turn, chosen: Sequence[str]) -> str:
    """What the chosen passages (their ids) say, had the assistant not abstained."""
    query = understand(turn, assistant.lexicon, assistant.speller)
    by_id = {p.id: p for p in assistant.generation.passages if p.id in set(chosen)}
    return "\n".join(evidence_of(by_id[i], query, assistant.retriever).text for i in chosen)


def _key(turn: Turn) -> str:
    asked: tuple[object, ...] = (turn.question, [(m.role, m.content) for m in turn.history], str(turn.as_of))
    return hashlib.sha256(json.dumps([*asked, str(turn.language)], ensure_ascii=False).encode()).hexdigest()[:24]


def to_json(asked: Asked) -> dict[str, Any]:
    """An answer as a store keeps it."""
    trace = {k: asdict(v) if is_dataclass(v) and not isinstance(v, type) else v for k, v in asked.answer.trace.items()}
    answer = {**asked.answer.to_json(), "latency_ms": asked.answer.latency_ms}
    return {"answer": answer, "trace": trace, "forced": asked.forced}


def _read(path: Path) -> Iterator[tuple[str, Asked]]:
    """Stored answers; a last line that was cut off by a kill is passed over, its question is asked again."""
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").split("\n"):
        try:
            data = json.loads(line)
        except ValueError:
            continue
        yield data["key"], from_json(data)


def _end_line(path: Path) -> None:
    """Close a line that a kill cut off, so that the next one does not join it."""
    if path.exists() and not path.read_bytes().endswith(b"\n"):
        with path.open("a", encoding="utf-8") as file:
            file.write("\n")


def from_json(data: dict[str, Any]) -> Asked:
    """An answer that a store kept."""
    stored = data["answer"]
    answer = Answer(
        id=stored["id"],
        status=Status(stored["status"]),
        answer=stored["answer"],
        language=Language(stored["language"]),
        intent=stored["intent"],
        citations=tuple(Citation(**c) for c in stored["citations"]),
        notices=tuple(NumberedNotice(n["kind"], n["text"], tuple(n["citations"])) for n in stored["notices"]),
        suggestions=tuple(stored["suggestions"]),
        latency_ms=stored["latency_ms"],
        trace=data["trace"],
    )
    return Asked(answer, data["forced"])
