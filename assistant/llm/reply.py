"""A reply on its way, with what it cost once it has ended."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

from assistant.llm.chat import ChatMessage, Request

_Model = TypeVar("_Model")

# A token of the usual models holds about one Chinese character and a half, or four Latin letters.
_CJK_PER_TOKEN, _LATIN_PER_TOKEN = 1.5, 4.0
_TOKENS_PER_MESSAGE = 4


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call.

    ``told``: the provider counted them; otherwise they are estimated from the characters.
    """

    prompt_tokens: int
    reply_tokens: int
    told: bool

    @property
    def tokens(self) -> int:
        """All of them."""
        return self.prompt_tokens + self.reply_tokens


@dataclass(slots=True)
class Told:
    """Where a running call notes the tokens that its provider tells; None until then."""

    usage: Usage | None = None


class Reply(Iterator[str]):
    """The pieces of a reply as they come. Closing it, or dropping it, ends the call wherever it stands."""

    def __init__(self, pieces: Generator[str, None, None], told: Told) -> None:
        # The generator holds ``told`` and not this reply, so that dropping the reply ends it at once.
        self._pieces = pieces
        self._told = told

    def __next__(self) -> str:
        return next(self._pieces)

    @property
    def usage(self) -> Usage | None:
        """The provider's count; None before the end, and where it tells nothing."""
        return self._told.usage

    def close(self) -> None:
        """End the call; closes its connection."""
        self._pieces.close()


def replies(
    pieces: Callable[[_Model, Request, Told], Generator[str, None, None]],
) -> Callable[[_Model, Request], Reply]:
    """Makes a model's ``stream`` of the generator of its pieces, which notes in ``told`` what they cost."""

    @wraps(pieces)
    def stream(model: _Model, request: Request) -> Reply:
        told = Told()
        return Reply(pieces(model, request, told), told)

    return stream


def told_usage(pieces: Iterator[str]) -> Usage | None:
    """What the provider told of the tokens of a reply that has ended."""
    return pieces.usage if isinstance(pieces, Reply) else None


def estimate(messages: Sequence[ChatMessage], reply: str) -> Usage:
    """The tokens of a call from its characters; rather too many than too few."""
    asked = sum(_tokens(m.content) + _TOKENS_PER_MESSAGE for m in messages)
    return Usage(asked, _tokens(reply), told=False)


def _tokens(text: str) -> int:
    latin = sum(1 for c in text if ord(c) < 0x2E80)
    return round((len(text) - latin) / _CJK_PER_TOKEN + latin / _LATIN_PER_TOKEN + 0.5)
