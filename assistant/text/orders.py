"""Orders to a model within texts that only ought to inform: what they demand is no fact, and nobody is shown it.

A closed list of phrases by which such orders are given, in both languages; no document of a school uses them.
"""

from __future__ import annotations

# Marks of a chat's turns and of models' inner language.
TOKENS: tuple[str, ...] = (
    *("<|", "|>", "<｜", "｜>", "<<sys", "</s>", "<s>", "<think", "</think", "[inst]", "[/inst]", "_of_turn>", "<eos>"),
    *("<bos>", "<unk>", "im_start", "im_end", "eot_id", "begin_of_text", "end_of_text", "endoftext", "tool_call"),
    *("◁think", "◁/think", "### instruction", "### response", "### system", "###instruction", "###response"),
)
ORDERS: tuple[str, ...] = (
    *("ignore previous", "ignore all", "ignore the above", "ignore any", "disregard", "system prompt"),
    *("developer mode", "my instructions", "my prompt", "jailbreak", "i was instructed", "i have been instructed"),
    *("i am instructed", "you are now", "new instructions", "instructions for the assistant", "assistant, tell"),
    *("reveal your", "忽略之前", "忽略以上", "忽略上述", "忽略前面", "忽略所有", "忽略一切", "无视以上", "无视之前"),
    *("无视前面", "无视所有", "系统提示词", "系统指令", "我的提示词", "我的指令", "提示词如下", "我被要求", "我被指示"),
    *("开发者模式", "越狱模式", "你现在是", "从现在起你是", "助手请注意", "请模型"),
)


def first_order(text: str) -> int:
    """Where the first order to a model begins in a text; its length where there is none."""
    lower = text.lower()
    if len(lower) != len(text):
        # A few capitals grow in lower case, which would move all places after them.
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return min((at for phrase in (*ORDERS, *TOKENS) if (at := lower.find(phrase)) >= 0), default=len(text))


def without_orders(text: str) -> str:
    """A text without orders to a model, each with the rest of its paragraph."""
    return "\n".join(paragraph[: first_order(paragraph)] for paragraph in text.split("\n"))
