"""``zhengtu learn``: what can be fitted on a pack, part by part, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from assistant.answering.abstention import learned_model
from assistant.answering.fits import load_fits
from assistant.assistant import Assistant
from assistant.errors import LearningError
from assistant.index.embedding import load_embedder
from assistant.index.generations import ensure
from assistant.learn.abstention import learn_abstention
from assistant.learn.cases import Progress, cases_of
from assistant.learn.judge import enough_questions, learn_judge
from assistant.learn.labelled import QUESTIONS_NAME, TURNS_NAME, LabelledQuestion, LabelledTurn, read_lines
from assistant.learn.outcome import Outcome
from assistant.learn.passage_questions import propose, take_sheet, write_sheet
from assistant.learn.status import learn_status
from assistant.learn.turns import learn_turns
from assistant.llm.loading import load_chat_model
from assistant.pack.learned import LearnedPart, learned_file
from assistant.settings import Settings
from assistant.understanding.status_question import QUESTIONS_NAME as STATUS_NAME
from assistant.understanding.turns import load_turn_model


class Part(StrEnum):
    """What ``--part`` names."""

    QUESTIONS = "questions"
    PLANNER = "planner"
    JUDGE = "judge"


Say = Callable[[str], None]


def run_learn(
    settings: Settings,
    parts: tuple[Part, ...],
    say: Say,
    *,
    questions: tuple[Path, ...] = (),
    turns: Path | None = None,
    sheet: Path | None = None,
    progress: Progress | None = None,
) -> bool:
    """Fit parts of a pack, each independent of the others; whether every part could be fitted.

    Args:
        settings: whose corpus is the pack.
        parts: what to fit.
        say: is told each line for a person.
        questions: files of labelled questions; ``learned/questions.jsonl`` without any.
        turns: file of labelled turns; ``learned/turns.jsonl`` without it.
        sheet: passages with the questions that people wrote of them.
        progress: called with (done, of) while questions are asked.

    Raises:
        ZhengtuError: the pack, a file or the model cannot be used; the message says what to do.
    """
    ways: dict[Part, Callable[[], Iterable[Outcome]]] = {
        Part.QUESTIONS: lambda: [_questions(settings, sheet, progress)],
        Part.PLANNER: lambda: _planner(settings, turns),
        Part.JUDGE: lambda: _judge(settings, questions, progress),
    }
    done = True
    for part in parts:
        try:
            for outcome in ways[part]():
                for line in outcome.said:
                    say(line)
                if outcome.written is not None:
                    say(f"→ {outcome.written}")
        except LearningError as error:
            done = False
            say(f"{part}：{error}")
    return done


def _questions(settings: Settings, sheet: Path | None, progress: Progress | None) -> Outcome:
    assistant = _open(settings)
    if sheet is not None:
        return take_sheet(assistant, sheet, settings.corpus)
    model = load_chat_model(settings)
    if model is None:
        return write_sheet(assistant, settings.learned)
    return propose(assistant, model, settings.corpus, progress)


def _planner(settings: Settings, turns: Path | None) -> Iterator[Outcome]:
    path = turns or settings.learned / TURNS_NAME
    if not path.exists() and not (settings.learned / STATUS_NAME).exists():
        raise LearningError(
            f'没有 {path}：每行 {{"text": "…", "kind": "question"}}，见 docs/packs.md。通用的拟合照旧使用。'
            "No labelled turns; the general fit stays in use."
        )
    assistant = _open(settings)
    if path.exists():
        asked = [q for p in assistant.generation.passages for q in p.questions]
        general = load_turn_model(assistant.embedder.name)
        yield learn_turns(assistant.embedder, general, read_lines(path, LabelledTurn), asked, settings.learned)
    status = learn_status(assistant, settings.learned)
    if status is not None:
        yield status


def _judge(settings: Settings, questions: tuple[Path, ...], progress: Progress | None) -> Iterator[Outcome]:
    files = questions or (settings.learned / QUESTIONS_NAME,)
    if not questions and not files[0].exists():
        raise LearningError(
            f"没有 {files[0]}：带标注的问题每行一个，见 docs/packs.md；或用 --questions 指定。通用的拟合照旧使用。"
            "No labelled questions; the general fit stays in use."
        )
    labelled = [q for path in files for q in read_lines(path, LabelledQuestion)]
    # What was learned before must not judge the questions that it was learned from.
    general = _open(settings, own_fits=False)
    cases = cases_of(general, labelled, progress)
    enough_questions(cases)
    abstention = learn_abstention(general, cases, settings.learned)
    yield _kept(abstention, settings.learned, LearnedPart.ABSTENTION)
    model = learned_model(settings.learned, general.embedder.name)
    if model is not None:
        # The judge reads what abstention makes of a question.
        fits = load_fits(None, general.embedder.name, expanded=general.generation.expanded)
        moved = Assistant.over(general.generation, general.embedder, settings, replace(fits, abstention=model))
        cases = cases_of(moved, labelled, progress)
    yield _kept(learn_judge(general, cases, settings.learned), settings.learned, LearnedPart.JUDGE)


def _kept(outcome: Outcome, folder: Path, part: LearnedPart) -> Outcome:
    """The outcome; an earlier file that does no better than the general fit goes."""
    if outcome.written is None:
        learned_file(folder, part).unlink(missing_ok=True)
    return outcome


def _open(settings: Settings, *, own_fits: bool = True) -> Assistant:
    """The pack, asked without a limit of time and without a language model."""
    settings = settings.unhurried().model_copy(update={"llm": None})
    embedder = load_embedder(settings.embedding_model)
    generation = ensure(settings.corpus, settings.index, embedder)
    fits = None if own_fits else load_fits(None, embedder.name, expanded=generation.expanded)
    return Assistant.over(generation, embedder, settings, fits)
