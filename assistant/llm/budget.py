"""The tokens that a day may cost, counted over all processes that share a data folder."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import date

from assistant.desk.database import Database
from assistant.errors import DataFolderError, ModelBudgetError, ModelError, ModelTimeoutError
from assistant.llm.chat import ChatModel, Request, Stage
from assistant.llm.reply import Told, estimate, replies, told_usage

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StageUse:
    """What the calls of one stage took on one day."""

    stage: Stage
    calls: int
    tokens: int


class ModelUse:
    """The record of calls and tokens by day in the data folder; safe to share between threads."""

    def __init__(self, database: Database, today: Callable[[], date] = date.today) -> None:
        self._database = database
        self._today = today

    def today(self) -> tuple[StageUse, ...]:
        """What today's calls took so far, by stage; nothing for a stage without calls.

        Raises:
            DataFolderError: the record cannot be read.
        """
        with self._database.reading() as connection:
            if connection is None:
                return ()
            rows = connection.execute(
                "SELECT stage, calls, tokens FROM model_use WHERE day = ? ORDER BY stage", (self._day(),)
            ).fetchall()
        return tuple(StageUse(Stage(stage), calls, tokens) for stage, calls, tokens in rows)

    def begin(self, stage: Stage, tokens: int, limit: int | None) -> str:
        """Count a call with the tokens that it is sure to take; returns the day on which it is counted.

        Raises:
            ModelBudgetError: the day's tokens would be more than the limit; nothing is counted.
            DataFolderError: the record cannot be written.
        """
        day = self._day()
        with self._database.writing() as connection:
            used = connection.execute("SELECT sum(tokens) FROM model_use WHERE day = ?", (day,)).fetchone()[0] or 0
            # Counted before the call, so that many at once do not all find room.
            if limit is not None and used + tokens > limit:
                raise ModelBudgetError(
                    f"语言模型今天的额度已用完（{used:,}/{limit:,} tokens），明天再用；见 ZHENGTU_LLM_DAILY_TOKENS。"
                    "Today's budget for the language model is used up."
                )
            _add(connection, day, stage, calls=1, tokens=tokens)
        return day

    def settle(self, day: str, stage: Stage, more_tokens: int) -> None:
        """Add what a call took beyond, or less than, what was counted when it began.

        Raises:
            DataFolderError: the record cannot be written.
        """
        with self._database.writing() as connection:
            _add(connection, day, stage, calls=0, tokens=more_tokens)

    def _day(self) -> str:
        return self._today().isoformat()


class BudgetedModel:
    """A model whose calls are counted and refused once the day's tokens are used up; safe to share between threads.

    Running calls may go beyond the limit by the length of their replies, which nobody knows before.
    """

    def __init__(self, model: ChatModel, use: ModelUse, daily_tokens: int | None) -> None:
        self.name = model.name
        self._model = model
        self._use = use
        self._daily_tokens = daily_tokens

    @replies
    def stream(self, request: Request, told: Told) -> Generator[str, None, None]:
        """The model's reply.

        Raises:
            ModelBudgetError: today's tokens are used up, or what is used cannot be kept.
            ModelError: as the model's own.
        """
        if request.is_cancelled:
            return
        counted = estimate(request.messages, "").tokens
        day = self._begin(request.stage, counted)
        said, for_nothing = "", False
        try:
            reply = self._model.stream(request)
            for piece in reply:
                said += piece
                yield piece
            told.usage = told_usage(reply)
        except ModelError as error:
            # A provider that refused or was not there charges nothing; one that was slow may.
            for_nothing = not said and not isinstance(error, ModelTimeoutError)
            raise
        finally:
            tokens = 0 if for_nothing else (told.usage or estimate(request.messages, said)).tokens
            self._settle(day, request.stage, tokens - counted)

    def _begin(self, stage: Stage, tokens: int) -> str | None:
        try:
            return self._use.begin(stage, tokens, self._daily_tokens)
        except DataFolderError as error:
            if self._daily_tokens is None:
                log.warning("model use is not counted: %s", error)
                return None
            raise ModelBudgetError(
                "语言模型的用量无法记录，额度无从计算，所以没有调用。"
                "The language model's use cannot be counted, so it was not called."
            ) from error

    def _settle(self, day: str | None, stage: Stage, more_tokens: int) -> None:
        if day is None:
            return
        try:
            self._use.settle(day, stage, more_tokens)
        except DataFolderError as error:
            # The reply is there already; what was counted when the call began stays counted.
            log.warning("model use is not settled: %s", error)


def _add(connection: sqlite3.Connection, day: str, stage: Stage, *, calls: int, tokens: int) -> None:
    connection.execute(
        "INSERT INTO model_use (day, stage, calls, tokens) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (day, stage) DO UPDATE SET calls = calls + excluded.calls, tokens = tokens + excluded.tokens",
        (day, stage.value, calls, tokens),
    )
