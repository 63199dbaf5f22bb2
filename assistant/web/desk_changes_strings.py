"""Words of the desk's lists of editions, of what they touch, and of sources to be checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.changes.comparison import ChangeKind
from assistant.changes.impact import ItemKind, Standing
from assistant.types import Language


@dataclass(frozen=True, slots=True)
class ChangesStrings:
    """The texts in one language."""

    title: str
    detail: str
    document: str
    choose: str
    none: str
    count: str
    no_changes: str
    items: str
    no_items: str
    figures: str
    done: str
    kinds: Mapping[ChangeKind, str]
    item_kinds: Mapping[ItemKind, str]
    standings: Mapping[Standing, str]
    overdue: str
    overdue_none: str
    overdue_days: str
    checked: str
    never_checked: str


STRINGS = {
    Language.ZH: ChangesStrings(
        title="新旧版本",
        detail="新版改了什么，牵涉到哪些记录、题目和答过的问题。",
        document="资料",
        choose="请选择",
        none="还没有有两个版本的资料。",
        count="{old} → {new}：{n} 处变化",
        no_changes="两个版本没有差别。",
        items="要看的有 {n} 项，已看 {done} 项",
        no_items="没有牵涉到记录、题目或答过的问题。",
        figures="数字",
        done="已处理",
        kinds={
            ChangeKind.ADDED: "新增",
            ChangeKind.REMOVED: "删去",
            ChangeKind.CHANGED: "修改",
            ChangeKind.MOVED: "移动",
        },
        item_kinds={
            ItemKind.RECORD: "记录",
            ItemKind.QUESTION: "评测题",
            ItemKind.TICKET: "待处理反馈",
            ItemKind.ANSWER: "答过的问题",
        },
        standings={
            Standing.STALE: "已不成立",
            Standing.ELSEWHERE: "换了位置",
            Standing.NEAR: "请核对",
        },
        overdue="{n} 份资料该核对了",
        overdue_none="资料都在期限内核对过",
        overdue_days="超过 {days} 天没有与原件核对",
        checked="上次核对 {day}",
        never_checked="从未核对",
    ),
    Language.EN: ChangesStrings(
        title="Editions",
        detail="What a new edition changes, and which records, questions and past answers it touches.",
        document="Document",
        choose="Please choose",
        none="No document has two editions yet.",
        count="{old} → {new}: {n} changes",
        no_changes="The two editions do not differ.",
        items="{n} things to look at, {done} done",
        no_items="No record, question or past answer is touched.",
        figures="Figures",
        done="done",
        kinds={
            ChangeKind.ADDED: "added",
            ChangeKind.REMOVED: "removed",
            ChangeKind.CHANGED: "changed",
            ChangeKind.MOVED: "moved",
        },
        item_kinds={
            ItemKind.RECORD: "Records",
            ItemKind.QUESTION: "Eval questions",
            ItemKind.TICKET: "Open tickets",
            ItemKind.ANSWER: "Past answers",
        },
        standings={
            Standing.STALE: "stale",
            Standing.ELSEWHERE: "elsewhere now",
            Standing.NEAR: "please check",
        },
        overdue="{n} sources are due for a check",
        overdue_none="All sources were checked in time",
        overdue_days="not held against the original for more than {days} days",
        checked="last checked {day}",
        never_checked="never checked",
    ),
}
