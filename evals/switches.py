"""What each single rule buys: the assistant with one function switched off at a time, on any question sets.

``python -m evals.switches --questions F… [--off NAME…] [--only NAME…]``: one pass with everything on notes, for each
function of ``NEUTRAL``, the questions for which it does anything at all; only those are asked again without it. Of the
held-out sets totals alone are printed. ``--off`` leaves functions off throughout, so that rules which cover for each
other are seen.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.settings import load_settings
from evals.asking import asker
from evals.evidence import EvidenceBase
from evals.questions import Question, load_questions
from evals.results import Result
from evals.scoring import score

Neutral = Callable[..., Any]


def _nothing(*_: object, **__: object) -> None:
    return None


def _none_of_them(*_: object, **__: object) -> tuple[()]:
    return ()


def _no(*_: object, **__: object) -> bool:
    return False


def _as_given(given: object, *_: object, **__: object) -> object:
    return given


def _second(_: object, given: object, *__: object, **___: object) -> object:
    return given


# By «module:function» or «module:Class.method» what it gives when it is switched off.
NEUTRAL: dict[str, Neutral] = {
    "evidence.recommendations:Recommender.find": _none_of_them,
    "evidence.status:StatusTool.find": _nothing,
    "answering.verdict:premise": _nothing,
    "answering.extraction:is_local": _no,
    "answering.extraction:says_it_is_missing": _no,
    "answering.extraction:missing_attributes": _none_of_them,
    "answering.extraction:_with_what_named_them": _as_given,
    "answering.extraction:unknown_names": _none_of_them,
    "answering.unknowns:_closed_names": _none_of_them,
    "answering.unknowns:_years": _none_of_them,
    "answering.unknowns:_quoted": _none_of_them,
    "answering.unknowns:_one_of_them": _none_of_them,
    "answering.attributes:asked_properties": _none_of_them,
    "answering.attributes:asked_attributes": _none_of_them,
    "answering.attributes:_asked_units": _none_of_them,
    "answering.attributes:_counted_units": _none_of_them,
    "answering.selection:_one_for_each_name": _none_of_them,
    "answering.reading:Reader._of_each_part": _nothing,
    "evidence.computed:reckon_rules": _none_of_them,
    "evidence.computed:reckon_rows": _none_of_them,
    "evidence.computed:by_a_bound": _none_of_them,
    "evidence.computed:exchange": _nothing,
    "evidence.computed:difference_in_percent": _nothing,
    "understanding.query:with_elapsed": lambda text, *_: (text, None),
    "understanding.spelling:Speller.correct": _second,
    "understanding.synonyms:expand": lambda *_: "",
    "understanding.level_names:with_level_names": _as_given,
    "understanding.place_names:with_members": _as_given,
    "understanding.place_names:places_in": _none_of_them,
    "understanding.time_words:dated": _as_given,
    "understanding.subjects:pointed_at": lambda question, *_: (question, False),
    "understanding.focus:focused": _nothing,
    "understanding.focus:asking_part": _as_given,
    "understanding.followups:other_readings": _none_of_them,
    "understanding.followups:changed_mind": lambda *_: "",
    "understanding.followups:_named_by_part": _nothing,
    "understanding.parts:parts": _none_of_them,
    "understanding.language:asks_to_confirm": _no,
    "assistant:fit_in": lambda _, __, draft, *___: draft,
    "assistant:Assistant._act": _nothing,
}


class Switches:
    """Which functions are off, and which did anything for the question that is asked."""

    def __init__(self, names: Sequence[str]) -> None:
        self.off: set[str] = set()
        self.touched: set[str] = set()
        # Of the modules that are switched alone: what is remembered of the corpus costs seconds to make.
        switched = {import_module(f"assistant.{name.partition(':')[0]}") for name in names}
        self._caches = [v for m in switched for v in vars(m).values() if hasattr(v, "cache_clear")]
        for name in names:
            self._install(name, NEUTRAL[name])

    def forget(self) -> None:
        """Begin another question; what is remembered of texts would hide which functions it needs."""
        self.touched = set()
        for cache in self._caches:
            cache.cache_clear()

    @contextmanager
    def without(self, name: str) -> Iterator[None]:
        """With one function off."""
        self.off.add(name)
        try:
            yield
        finally:
            self.off.discard(name)

    def _install(self, name: str, neutral: Neutral) -> None:
        module_name, _, path = name.partition(":")
        owner: Any = import_module(f"assistant.{module_name}")
        *classes, attribute = path.split(".")
        for part in classes:
            owner = getattr(owner, part)
        original = getattr(owner, attribute)

        @wraps(original)
        def switched(*args: Any, **kwargs: Any) -> Any:
            instead = neutral(*args, **kwargs)
            if name in self.off:
                return instead
            given = original(*args, **kwargs)
            if given != instead and (given or instead):
                self.touched.add(name)
            return given

        if hasattr(original, "cache_clear"):
            switched.cache_clear = original.cache_clear  # type: ignore[attr-defined]
        setattr(owner, attribute, switched)
        # The other modules hold the function under its own name.
        for module in () if classes else _modules():
            for key, value in list(vars(module).items()):
                if value is original:
                    setattr(module, key, switched)


def _modules() -> list[Any]:
    return [m for n, m in list(sys.modules.items()) if n.startswith("assistant.") and m is not None]


Totals = tuple[int, int, int, int]


def totals(results: Sequence[Result]) -> Totals:
    """(right, clean of the answerable, wrong refusals, false answers)."""
    return (
        sum(r.correct for r in results),
        sum(r.clean for r in results if r.question.answerable),
        sum(r.refused for r in results if r.question.answerable),
        sum(not r.refused and not r.correct for r in results if not r.question.answerable),
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Print the totals of each set with everything on, then what changes without each function."""
    parser = argparse.ArgumentParser(prog="python -m evals.switches", description=__doc__)
    parser.add_argument("--questions", type=Path, nargs="+", required=True)
    parser.add_argument("--off", nargs="*", default=[], choices=NEUTRAL)
    parser.add_argument("--only", nargs="*", default=list(NEUTRAL), choices=NEUTRAL)
    chosen = parser.parse_args(argv)
    assistant = Assistant.open(load_settings().unhurried())
    switches = Switches([*NEUTRAL])
    switches.off.update(chosen.off)
    evidence, ask = EvidenceBase(assistant.generation), asker(assistant)

    def answered(question: Question) -> Result:
        switches.forget()
        return score(question, ask(question.turn()), evidence)

    sets = {path.stem: load_questions(path) for path in chosen.questions}
    results: dict[str, dict[str, Result]] = {}
    uses: dict[str, list[tuple[str, Question]]] = defaultdict(list)
    for name, questions in sets.items():
        results[name] = {}
        for question in questions:
            results[name][question.id] = answered(question)
            for switch in switches.touched:
                uses[switch].append((name, question))
        print(f"{name}: {len(questions)} {totals(list(results[name].values()))}", flush=True)
    for switch in chosen.only:
        if switch in chosen.off:
            continue
        with switches.without(switch):
            changed = {(name, q.id): answered(q) for name, q in uses[switch]}
        print(f"\n{switch}: does something for {len(changed)}")
        for name in sets:
            held_out = "test" in name
            now = {i: changed.get((name, i), r) for i, r in results[name].items()}
            before, after = totals(list(results[name].values())), totals(list(now.values()))
            if before != after:
                worse = [i for i, r in results[name].items() if r.correct and not now[i].correct]
                better = [i for i, r in results[name].items() if not r.correct and now[i].correct]
                ids = "" if held_out else f" worse: {' '.join(worse)}; better: {' '.join(better)}"
                print(f"  {name}: {tuple(b - a for a, b in zip(before, after, strict=True))}{ids}")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
