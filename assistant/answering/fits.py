"""What was fitted, together: a pack's own where it has them, else the engine's general ones."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.answering.abstention import AbstentionModel, learned_model, load_model
from assistant.evidence.judge_model import JudgeModel, learned_judge
from assistant.understanding.status_question import StatusQuestions, read_status_questions
from assistant.understanding.turns import TurnModel, learned_turns, load_turn_model


@dataclass(frozen=True, slots=True)
class Fits:
    """The fitted models of one assistant.

    abstention: whether passages answer. judge: weighs pieces; None for the general one. turns: what a turn is for; None
    where nothing was fitted for the embedding model. status: tells questions after the status of a certificate; None
    where the pack has no such questions.
    """

    abstention: AbstentionModel
    judge: JudgeModel | None
    turns: TurnModel | None
    status: StatusQuestions | None


def load_fits(folder: Path | None, encoder: str, *, expanded: bool) -> Fits:
    """The fits of a pack.

    Args:
        folder: ``learned`` of the pack; None without one.
        encoder: name of the embedding model in use.
        expanded: whether the pack's passages know questions that they answer.

    Raises:
        LearnedFileError: a learned file cannot be used; the message says which and what to do.
    """
    general = Fits(load_model(encoder, expanded=expanded), None, load_turn_model(encoder), None)
    if folder is None:
        return general
    return Fits(
        learned_model(folder, encoder) or general.abstention,
        learned_judge(folder, encoder, expanded=expanded),
        learned_turns(folder, encoder) or general.turns,
        read_status_questions(folder, encoder),
    )
