"""Any chat model that LangChain knows, as our ``ChatModel``. The one module that imports LangChain's chat models."""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import AsyncIterator, Generator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from assistant.errors import ModelError, ModelMissingError, ModelReplyError, ModelTimeoutError, SettingsError
from assistant.llm.chat import ChatMessage, Request, to_json
from assistant.llm.provider_errors import model_error
from assistant.llm.reply import Told, Usage, replies
from assistant.llm.thinking import WithoutThinking

MAX_REPLY_CHARS = 64 * 1024
_POLL_S = 0.05
_OPENAI = "openai"
# Why a provider ended a reply that its model had not ended.
_CUT = ("length", "content_filter")
# Servers of one's own take any key; the client wants one, and must not send another address's from the environment.
_NO_KEY = "none"


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds for a connection, between two pieces once the first came, and for the whole call."""

    connect_s: float
    gap_s: float
    total_s: float

    @classmethod
    def within(cls, total_s: float) -> Timeouts:
        """A whole call of that length: a server that is there connects in 5 s, and one that writes never rests 20 s.

        Whoever allows a slow server more than a minute allows it longer rests, too.
        """
        return cls(min(5.0, total_s), min(max(20.0, total_s / 4), total_s), total_s)


class _Extra(StrEnum):
    """What some compatible servers refuse, in the order in which it is left out when one refuses a request."""

    JSON_MODE = "response_format"
    USAGE = "stream_options"
    TEMPERATURE = "temperature"


class LangChainModel:
    """A provider's model; safe to share between threads.

    Calls run on one event loop in a thread of its own, where ending them closes their connections at once.
    """

    def __init__(self, model: str, timeouts: Timeouts, base_url: str | None = None, api_key: str | None = None) -> None:
        """Prepare the model; connects to nothing.

        Args:
            model: ``provider:model`` as ``init_chat_model`` takes it.
            timeouts: of each call.
            base_url: the provider's address where it is not its usual one.
            api_key: None to let the provider's package look into the environment.

        Raises:
            ModelMissingError: the provider's package is not installed.
            SettingsError: LangChain knows no such provider, or cannot take what is set.
        """
        self.name = model
        self._timeouts = timeouts
        self._model, self._extras = _open(model, timeouts, base_url, api_key)
        # Extras that this server has refused, so that each is refused once.
        self._refused: frozenset[_Extra] = frozenset()

    @replies
    def stream(self, request: Request, told: Told) -> Generator[str, None, None]:
        """The reply as it comes, without what a model thinks aloud before it; see ``ChatModel``.

        Raises:
            ModelError: of the kind that fits; never with the key, the address or what was asked.
        """
        pieces: queue.SimpleQueue[str | ModelError | None] = queue.SimpleQueue()
        call = asyncio.run_coroutine_threadsafe(self._call(request, told, pieces), _loop())
        try:
            while not request.is_cancelled:
                try:
                    piece = pieces.get(timeout=_POLL_S)
                except queue.Empty:
                    continue
                if piece is None:
                    return
                if isinstance(piece, ModelError):
                    raise piece
                yield piece
        finally:
            call.cancel()

    @property
    def has_json_mode(self) -> bool:
        """Whether replies are asked for in the provider's JSON mode: it has one and has not refused it so far."""
        return _Extra.JSON_MODE in self._extras and _Extra.JSON_MODE not in self._refused

    async def _call(self, request: Request, told: Told, pieces: queue.SimpleQueue[str | ModelError | None]) -> None:
        from langsmith import tracing_context

        end: ModelError | None = None
        thinking, said = WithoutThinking(), False
        try:
            # LangChain reports calls to its maker's service where the environment of any other program asks for it.
            with tracing_context(enabled=False):
                async for text in self._chunks(request, told):
                    kept = thinking.read(text)
                    said = said or bool(kept.strip())
                    if kept:
                        pieces.put(kept)
            if not said:
                raise ModelReplyError("语言模型的回复是空的。The language model's reply is empty.")
        except ModelError as error:
            end = error
        except Exception as error:  # every provider has errors of its own
            end = model_error(error)
        finally:
            # Also when the call is cancelled, so that nobody waits.
            pieces.put(end)

    async def _chunks(self, request: Request, told: Told) -> AsyncIterator[str]:
        """Texts of one reply; a request that is refused is made again without what the server may not know."""
        deadline = time.monotonic() + self._timeouts.total_s
        extras = [e for e in self._extras if e not in self._refused and (request.as_json or e is not _Extra.JSON_MODE)]
        left_out: frozenset[_Extra] = frozenset()
        while True:
            try:
                async for text in self._request(request.messages, extras, told, deadline):
                    self._refused |= left_out
                    left_out = frozenset()
                    yield text
            except Exception as error:
                refused = _refused(error, extras)
                if refused is None:
                    raise
                extras.remove(refused)
                left_out |= {refused}
            else:
                return

    async def _request(
        self, messages: Sequence[ChatMessage], extras: Sequence[_Extra], told: Told, deadline: float
    ) -> AsyncIterator[str]:
        chars = 0
        finish = None
        first = True
        chunks = self._model.astream(to_json(messages), **_options(extras))
        async with aclosing(chunks):
            while True:
                wait_s = deadline - time.monotonic()
                if not first:
                    wait_s = min(wait_s, self._timeouts.gap_s)
                try:
                    async with asyncio.timeout(wait_s):
                        chunk = await anext(chunks, None)
                except TimeoutError:
                    raise _too_slow(self._timeouts) from None
                if chunk is None:
                    break
                first = False
                finish = chunk.response_metadata.get("finish_reason") or finish
                if chunk.usage_metadata:
                    told.usage = _more(told.usage, chunk.usage_metadata)
                text = str(chunk.text)
                chars += len(text)
                if chars > MAX_REPLY_CHARS:
                    raise ModelReplyError(
                        f"语言模型的回复超过 {MAX_REPLY_CHARS} 个字符，已中断。The language model's reply is too long."
                    )
                yield text
        # A server of OpenAI's kind that breaks off in the middle of a reply ends it without a reason.
        if finish in _CUT or (finish is None and self._extras):
            raise ModelReplyError("语言模型的回复没有说完。The language model's reply broke off before its end.")


def _open(model: str, timeouts: Timeouts, base_url: str | None, api_key: str | None) -> tuple[Any, tuple[_Extra, ...]]:
    """LangChain's model, and the extras that its provider may know: all of OpenAI's kind, otherwise none."""
    provider, _, name = model.partition(":")
    options: dict[str, Any] = {"max_retries": 0, "timeout": timeouts.total_s}
    try:
        from langchain.chat_models import init_chat_model

        if base_url:
            options["base_url"] = base_url
        if api_key or base_url:
            options["api_key"] = api_key or _NO_KEY
        if provider == _OPENAI:
            from assistant.llm.bounded_http import bounded_client, request_timeout

            options |= {
                "timeout": request_timeout(timeouts.connect_s, timeouts.total_s),
                "http_async_client": bounded_client(),
                "use_responses_api": False,
                # Its own socket options would switch off the proxies of the environment.
                "http_socket_options": (),
                # Time is kept here; the package would end a slow server's call after two minutes whatever is set.
                "stream_chunk_timeout": None,
            }
        else:
            options["temperature"] = 0
        return init_chat_model(name, model_provider=provider, **options), tuple(_Extra) if provider == _OPENAI else ()
    except ImportError as error:
        raise ModelMissingError(
            f"语言模型 {model} 需要额外的包（缺 {error.name or 'langchain'}）。请运行 "
            "`.venv/bin/pip install -c constraints.txt -e .[llm]`；"
            f"其他提供方另需 `.venv/bin/pip install langchain-{provider}`。"
            "The packages for this language model are missing; run the command above."
        ) from error
    except Exception as error:  # each provider checks its options with errors of its own, which may show the key
        raise SettingsError(
            f"语言模型 {model} 不能这样设置（{type(error).__name__}）：请检查提供方、地址和密钥。"
            "The language model cannot be set up like that; check provider, address and key."
        ) from None


def _more(usage: Usage | None, counted: Mapping[str, int]) -> Usage:
    """Usage after another piece: providers count up, and some leave out later what they told at first."""
    known = usage or Usage(0, 0, told=True)
    return Usage(
        max(known.prompt_tokens, counted["input_tokens"]), max(known.reply_tokens, counted["output_tokens"]), told=True
    )


def _options(extras: Sequence[_Extra]) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if _Extra.JSON_MODE in extras:
        # As a plain field of the request: LangChain's own parameter would parse the reply as well.
        options["extra_body"] = {"response_format": {"type": "json_object"}}
    if _Extra.USAGE in extras:
        options["stream_usage"] = True
    if _Extra.TEMPERATURE in extras:
        options["temperature"] = 0
    return options


def _refused(error: Exception, extras: Sequence[_Extra]) -> _Extra | None:
    """The extra to leave out after an error: the one that it names, or the next in order; None: it is not that."""
    if getattr(error, "status_code", None) not in (400, 422, 501) or not extras:
        return None
    from langchain_core.exceptions import ContextOverflowError

    if isinstance(error, ContextOverflowError):
        return None
    named = getattr(error, "param", None)
    return next((e for e in extras if e == named), extras[0])


def _too_slow(timeouts: Timeouts) -> ModelTimeoutError:
    return ModelTimeoutError(
        f"语言模型没有及时回复（全程限 {timeouts.total_s:g} 秒，中途停顿限 {timeouts.gap_s:g} 秒）。"
        "The language model did not answer in time; ZHENGTU_LLM_TIMEOUT_S allows it more."
    )


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """The loop on which all calls run."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="language-model", daemon=True).start()
    return loop
