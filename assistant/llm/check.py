"""Does the configured language model work here? One call as the planner makes them, one as the writer does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.errors import ModelError, SettingsError
from assistant.llm.chat import ChatMessage, ChatModel, Request, Role, Stage
from assistant.llm.loading import count, load_provider
from assistant.llm.metering import Call, MeteredModel
from assistant.llm.replay import ReplayModel
from assistant.settings import Settings

# Words of no domain; the writer's reply must hold the figure that stands in its line.
_PLANNER = (
    ChatMessage(
        Role.SYSTEM,
        'Split the question into plain search questions. Reply with one JSON object and nothing else: {"questions": '
        '["…"]}.',
    ),
    ChatMessage(Role.USER, "图书馆周末几点开门，借书要带什么？"),
)
_WRITER = (
    ChatMessage(
        Role.SYSTEM, "Answer in one sentence, from the numbered lines alone, and cite the line, e.g. [e1]. 用中文回答。"
    ),
    ChatMessage(
        Role.USER, "问题：图书馆周末几点开门？\n\n[e1] 图书馆周六、周日9:30开门，17:00闭馆。\n[e2] 借书须带借书证。"
    ),
)
_FIGURE, _MARK = "9:30", "[e1]"
_FAST_FIRST_S, _FAST_TOTAL_S = 3.0, 15.0


@dataclass(frozen=True, slots=True)
class Finding:
    """What one call showed.

    ``said``: lines for a person. ``works``: whether the call did what its stage needs.
    """

    works: bool
    said: tuple[str, ...]


def check_settings(settings: Settings) -> Iterator[Finding]:
    """Check the model that the settings name, as ``check_model``; both calls count against the day's budget.

    Raises:
        SettingsError: no model is named, or what is set cannot work.
        ModelMissingError, ReplayFileError: as ``load_chat_model``.
    """
    provider = load_provider(settings)
    if provider is None:
        raise SettingsError(
            "没有配置语言模型：请设置 ZHENGTU_LLM（例如 openai:qwen3）或给出 --llm。"
            "No language model is configured; set ZHENGTU_LLM or pass --llm."
        )
    if isinstance(provider, ReplayModel):
        yield from check_model(provider)
        return
    yield from check_model(count(provider, settings), has_json_mode=lambda: provider.has_json_mode)


def check_model(model: ChatModel, has_json_mode: Callable[[], bool] | None = None) -> Iterator[Finding]:
    """Make the two calls, one after the other; each finding comes as its call ends.

    Args:
        model: to be checked.
        has_json_mode: after the first call, whether its reply came in the provider's JSON mode; None: nobody knows.
    """
    planned = _check(model, Stage.PLANNER)
    if planned.works and has_json_mode is not None:
        said = "  JSON mode：可用 works" if has_json_mode() else "  JSON mode：没有，不影响使用 not offered; not needed"
        planned = Finding(True, (*planned.said, said))
    yield planned
    yield _check(model, Stage.WRITER)


def _check(model: ChatModel, stage: Stage) -> Finding:
    metered = MeteredModel(model)
    as_json = stage is Stage.PLANNER
    messages = _PLANNER if as_json else _WRITER
    name = "理解问题 planner" if stage is Stage.PLANNER else "撰写回答 writer"
    try:
        reply = "".join(metered.stream(Request(stage, messages, as_json)))
    except ModelError as error:
        took = f"（{metered.calls[0].total_s:.1f} s）" if metered.calls else ""
        return Finding(False, (f"✗ {name}{took}：{error}",))
    [call] = metered.calls
    problem = _planner_problem(reply) if stage is Stage.PLANNER else _writer_problem(reply)
    said = [f"{'✗' if problem else '✓'} {name}：{_figures(call)}"]
    if problem:
        said.append(f"  {problem}")
    said += [f"  {hint}" for hint in _slow(call)]
    return Finding(not problem, tuple(said))


def _planner_problem(reply: str) -> str:
    """Why a reply is no plan; "" when it is one. A fence of Markdown around the object is common and harmless."""
    text = reply.strip().removeprefix("```json").removeprefix("```").removesuffix("```")
    try:
        questions = json.loads(text)["questions"]
    except (ValueError, TypeError, KeyError):
        questions = None
    if isinstance(questions, list) and questions and all(isinstance(q, str) for q in questions):
        return ""
    return (
        "回复不是要求的 JSON：理解问题将多由离线规则完成，换一个较大的模型会更好。"
        "The reply is not the JSON that was asked for; a larger model would do better."
    )


def _writer_problem(reply: str) -> str:
    """Why a reply is no cited answer; "" when it is one."""
    if _FIGURE not in reply.replace("：", ":"):
        return (
            "回答里没有所给资料中的数字：换一个较大的模型会更好。"
            "The answer lacks the figure that it was given; a larger model would do better."
        )
    if _MARK not in reply:
        return (
            "回答没有标注出处：这样的句子会被弃用，换一个较大的模型。"
            "The answer cites nothing; such sentences are dropped; use a larger model."
        )
    return ""


def _figures(call: Call) -> str:
    counted = "" if call.usage.told else "约 about "
    first = "–" if call.first_s is None else f"{call.first_s:.1f}"
    return (
        f"首字 first words {first} s，全程 total {call.total_s:.1f} s，"
        f"{counted}{call.usage.prompt_tokens} + {call.usage.reply_tokens} tokens"
    )


def _slow(call: Call) -> Iterator[str]:
    if (call.first_s or 0.0) > _FAST_FIRST_S or call.total_s > _FAST_TOTAL_S:
        yield (
            "偏慢：真实问题的资料长得多。可换较小或较快的模型，或用 ZHENGTU_LLM_TIMEOUT_S 限时（到时改用离线回答）。"
            "Slow: real questions come with far more text. Use a smaller or faster model, or a shorter time-out."
        )
