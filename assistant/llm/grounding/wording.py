"""Words by which a reply shows what a sentence does, or what must never be shown. Closed lists, no domain."""

from __future__ import annotations

from assistant.llm.grounding.figure_words import split_words
from assistant.text.orders import ORDERS, TOKENS

# A document may speak of these; a reply does so of itself only.
_SELF = split_words(
    "as an ai|language model|training data|knowledge cutoff|prompt says|the prompt|作为ai|作为一个ai|"
    "作为人工智能|语言模型|训练数据|提示词|我的训练"
)
_ROLES = split_words("user:|assistant:|system:|human:|ai:|bot:|用户:|助手:|系统:|机器人:|人类:")
_RUDE = split_words(
    "傻逼|傻瓜|笨蛋|白痴|蠢货|弱智|滚蛋|废物|他妈|去死|脑残|智障|垃圾学生|stupid|idiot|moron|fuck|shit|"
    "shut up|dumb|asshole|bitch|loser"
)

_VERBS = split_words(
    "写|提|说|给出|查到|找到|见|收录|列|规定|公布|明确|涉及|提供|载|记载|相关|直接|对应|回答|这|内容|结论"
)
_VERBS_EN = split_words(
    "state|mention|say|give|specif|list|address|found|find|tell|named|known|described|answer|indicate|record"
)
_NOT_STATED = (
    *(f"{no}{verb}" for no in ("没有", "没", "未") for verb in _VERBS),
    *(f"{no} {verb}" for no in ("not", "n't", "cannot") for verb in _VERBS_EN),
    *(f"无法{verb}" for verb in split_words("回答|推荐|判断|确定|给出|计算|比较|对比")),
    *split_words(
        "查不到|找不到|不清楚|答不了|算不出|看不出|判断不了|不包含|is unknown|silent on|nothing about|nothing on"
    ),
    *split_words("no information|no mention|no source|no figure|no data"),
)
_SOURCES = split_words("资料|材料|文件|来源|文档|段落|论文|标准|通知|收录|sources|documents|material|passages")
_LACKS = (
    *split_words("没有|未|无|不包含|not cover|not contain|not include|not provide|say nothing|says nothing"),
    *(f"{verb} no" for verb in split_words("name|names|give|gives|state|states|list|lists|mention|mentions|set|sets")),
)
_VERDICTS = frozenset(
    split_words(
        "你好|您好|好的|好|当然|当然可以|对|对的|是|是的|没错|正确|可以|不可以|行|不行|能|不能|会|不会|有|有的|没有|够|不够|需要|不需要|"
        "不用|不必|不一定|不是|要|不要|否|不全是|不完全是|不对|算|不算|满足|不满足|符合|不符合|能报|不能报|不建议|还不能|抱歉|很遗憾|"
        "yes|no|sure|not quite|partly|partially|hello|hi|sorry|unfortunately|it depends|correct|not exactly|of course|"
        "certainly|not necessarily|not yet|both|neither|met|not met|in part|you can|you cannot|not really"
    )
)
_LEAD_WORDS = split_words(
    "如下|以下|下面|分为|分成|分别|主要|具体|包括|总结|总的来说|综上|简单|直接回答|一句话|补充|说明|要点|结论|建议|注意|提示|情况|方面|内容|"
    "来看|来说|部分|关键|here|details|in short|summary|key|points|note|overview|following|below|answer|briefly"
)
# No next step of ours: who speaks has no office, and sells nothing.
_SOLICITING = split_words("联系我们|咨询我们|微信|加群|代考|包过|代报|contact us|whatsapp|telegram|wechat")
_ASKING = split_words(
    "是否|有无|怎么|怎样|如何|多少|几|哪|什么|何时|能否|可否|能不能|有没有|要不要|会不会|吗|"
    "whether|how |what |when |where |which |if "
)
_TO_ASK = split_words(
    "请|要问|得问|可问|需问|要咨询|需咨询|可咨询|要查|可查|可向|要向|须向|以当地|以官方|以原文|以最新"
)
_SO = split_words("so |and |then |therefore |所以|因此|故|另外|同时|接着|然后|最后|首先|先|再")
_DETERMINERS = split_words("the |a |an |or |nor |and the |any ")
_ASSERTS = frozenset(split_words("is|are|was|were|has|have|had|can|will|must|may|all|every|always|never|everyone"))
_STEP_BEGINS = split_words(
    "请|问|去问|建议|可以|可|如需|如果|若|需要|要|最好|不妨|您|你|具体|详情|欢迎|也可|最终|实际|please|you can|"
    "you may|you could|you should|i suggest|i recommend|check|ask|contact|consult|confirm|verify|"
    "let me know|if you|see |for details|it is best|feel free|to be sure"
)
_STEP_VERBS = split_words(
    "查|请看|可看|再看|咨询|问|核对|核实|核验|联系|告诉|补充|确认|关注|为准|留意|参考|说一下|告知|看看|check|ask|contact|"
    "consult|confirm|verify|tell me|let me know|look|refer|share"
)


def is_verdict(text: str) -> bool:
    """Whether a plain sentence is nothing but a verdict or a greeting."""
    return text.strip(" .;!?。；、,*~:") in _VERDICTS


def without_lead_words(text: str) -> str:
    """A plain lead-in without what only announces: 如下, 主要, "in short"."""
    for word in _LEAD_WORDS:
        text = text.replace(word, " ")
    return text


def leaks(text: str, *, starts_line: bool, known: str) -> bool:
    """Whether a plain text shows marks of a chat, orders to a model, or speaks of the model itself.

    Args:
        text: a sentence.
        starts_line: whether nothing stands before it in its line.
        known: what the cited sources and the person say.
    """
    if any(order in text for order in (*TOKENS, *ORDERS)):
        return True
    if starts_line and text.lstrip("# ").startswith(_ROLES):
        return True
    return any(s in text and s not in known for s in _SELF)


def is_rude(text: str) -> bool:
    """Whether a plain text insults."""
    words = frozenset(text.replace(",", " ").replace(".", " ").replace("!", " ").split())
    return any(r in (words if r.isascii() and " " not in r else text) for r in _RUDE)


def says_not_stated(clause: str) -> bool:
    """Whether a plain clause only says that the sources lack something."""
    if any(w in clause.replace("没法", "无法") for w in _NOT_STATED):
        return True
    return any(s in clause for s in _SOURCES) and any(w in clause for w in _LACKS)


def is_question_part(clause: str) -> bool:
    """Whether a plain clause names what is asked: 「学分怎么折算，」「算不算，」 "how credits are counted"."""
    a_not_a = any(b in "不没" and a == c for a, b, c in zip(clause, clause[1:], clause[2:], strict=False))
    return a_not_a or any(w in clause for w in _ASKING)


def asked_of(clause: str) -> str | None:
    """Of a plain clause that says where to ask, what stands before that: 「报名费」, 「报名前」."""
    at = min((i for w in _TO_ASK if (i := clause.find(w)) > 0), default=0)
    asks = at and any(v in clause[at:] for v in _STEP_VERBS) and not any(s in clause for s in _SOLICITING)
    return clause[:at] if asks else None


def is_noun_phrase(clause: str) -> bool:
    """Whether a plain English clause only names a thing: "the pass mark or the dates"."""
    return clause.startswith(_DETERMINERS) and not _ASSERTS.intersection(clause.split())


def claims_nothing(clause: str) -> bool:
    """Whether a plain clause only says what is missing, asked or to be done, or is a verdict."""
    kinds = (says_not_stated, is_question_part, is_next_step, is_verdict)
    return any(kind(clause) for kind in kinds) or asked_of(clause) is not None


def is_next_step(clause: str) -> bool:
    """Whether a plain clause says where to ask or what to tell."""
    bare = clause.strip(" \"'“”()（）*")
    for word in _SO:
        bare = bare.removeprefix(word).lstrip(" :,")
    if any(s in bare for s in _SOLICITING):
        return False
    return bare.startswith(_STEP_BEGINS) and any(v in bare for v in _STEP_VERBS)


def clauses(text: str) -> list[str]:
    """The clauses of a plain sentence."""
    for mark in ("。", ";", "；", "!", "?", "：", ", ", "|"):
        text = text.replace(mark, "\n")
    return [c for c in (part.strip(" .:-") for part in text.split("\n")) if c]
