"""Texts of the sources page, in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.types import Language


@dataclass(frozen=True, slots=True)
class SourceStrings:
    """One language's texts; ``{…}`` are filled in where they are used."""

    heading: str
    intro: str
    views: str
    find: str
    conflicts: str
    search: str
    query: str
    query_hint: str
    go: str
    document: str
    authority: str
    first: str
    last: str
    language: str
    every: str
    language_any: str
    languages: Mapping[str, str]
    reset: str
    more_filters: str
    waiting: str
    failed: str
    found_exact: str
    found_words: str
    by_meaning: str
    alike: str
    none: str
    none_exact: str
    dates_hint: str
    more: str
    read: str
    copy_link: str
    link: str
    copied: str
    copy_failed: str
    copy_section: str
    copy_selection: str
    documents: str
    no_documents: str
    publisher: str
    issued: str
    effective: str
    number: str
    edition: str
    superseded_on: str
    checked_on: str
    supersedes: str
    superseded_by: str
    original: str
    editions: str
    size: str
    size_value: str
    not_stated: str
    repost: str
    superseded: str
    beside: str
    beside_choose: str
    beside_edition: str
    back: str
    about: str
    disputes: str
    outline: str
    part: str
    earlier: str
    later: str
    moved: str
    changed: str
    document_gone: str
    disputed: str
    open_dispute: str
    sides: str
    both: str
    only: str
    only_differing: str
    row_kinds: Mapping[str, str]
    relation: Mapping[str, str]
    differ_count: str
    nothing_shared: str
    no_counterpart: str
    conflicts_intro: str
    conflicts_of: str
    all_conflicts: str
    no_conflicts: str
    preferred: str
    not_preferred: str
    reason: str
    lay_beside: str
    changes: str
    since: str
    concerns: str
    replaced: str
    missing_claim: str


_ZH = SourceStrings(
    heading="资料",
    intro="查全文、看版本、取永久链接。所有回答都出自这些资料。",
    views="资料页的内容",
    find="查找资料",
    conflicts="说法不一",
    search="查找",
    query="查找内容",
    query_hint="词语、条款号或一句话；加「」则逐字查找",
    go="查找",
    document="资料",
    authority="效力",
    first="发布或施行从",
    last="到",
    language="语种",
    every="全部",
    language_any="中文优先",
    languages={"zh": "只看中文", "en": "只看英文"},
    reset="清除",
    more_filters="筛选",
    waiting="正在载入资料……",
    failed="没能取到内容，请检查连接后再试。",
    found_exact="共 {n} 处含有所引的原话",
    found_words="找到 {n} 处，最相关的在前",
    by_meaning="没有资料含有这些词。下面几处意思最接近，未必相关。",
    alike="意思相近，未含所查的词",
    none="没有符合条件的内容。可以换个说法，或放宽筛选。",
    none_exact="没有一处含有所引的原话。去掉「」可按意思查找。",
    dates_hint="没有注明日期的资料不在按日期筛选的结果里。",
    more="再看一些",
    read="打开全文",
    copy_link="复制永久链接",
    link="链接",
    copied="已复制",
    copy_failed="没能复制，请从地址栏复制。",
    copy_section="复制「{title}」的链接",
    copy_selection="复制所选文字的链接",
    documents="{n} 份资料",
    no_documents="没有符合条件的资料，请放宽筛选。",
    publisher="发布者",
    issued="发布",
    effective="施行",
    number="文号",
    edition="版次",
    superseded_on="失效",
    checked_on="上次核对",
    supersedes="取代",
    superseded_by="已被取代",
    original="原件",
    editions="版本",
    size="篇幅",
    size_value="{sections} 节，{characters} 字",
    not_stated="未注明",
    repost="仅见转载",
    superseded="已有新版",
    beside="并排对照",
    beside_choose="选另一份资料……",
    beside_edition="与{language}版对照",
    back="返回",
    about="版本与来源",
    disputes="{n} 处说法不一",
    outline="目录",
    part="第 {n} 部分，共 {total} 部分",
    earlier="上一部分",
    later="下一部分",
    moved="资料更新过，这段话已移到这里。",
    changed="资料更新过，链接里的原话已经不在。下面是它原来所在的位置。",
    document_gone="没有这份资料，可能已更名或移除。请在资料列表里查找。",
    disputed="此处与其他说法不一：{what}",
    open_dispute="看各方说法",
    sides="显示",
    both="两份",
    only="只看{which}",
    only_differing="只看有差别的",
    row_kinds={
        "same": "相同",
        "changed": "有改动",
        "translated": "",
        "left_only": "只在左边",
        "right_only": "只在右边",
    },
    relation={
        "translation": "同一份资料的两种语言，按定位逐节对齐。",
        "version": "同一份资料的两个版本，按定位逐节对齐，改动处已标出。",
        "other": "两份不同的资料，内容相近的章节已对齐，改动处已标出。",
    },
    differ_count="{changed} 节有改动，{left} 节只在左边，{right} 节只在右边，{same} 节相同。",
    nothing_shared="两份资料没有相近的章节，下面各自完整显示。",
    no_counterpart="这一边没有对应的内容",
    conflicts_intro="资料对同一件事说法不一的地方，逐条列出各方原话、取哪一种和理由。共 {n} 条。",
    conflicts_of="这里只列与《{title}》有关的 {n} 条。",
    all_conflicts="看全部",
    no_conflicts="目录里没有记录说法不一的地方。",
    preferred="取这一种",
    not_preferred="各种说法都保留",
    reason="理由",
    lay_beside="并排看两份资料",
    changes="规定有变",
    since="{day} 起",
    concerns="涉及",
    replaced="《{old}》已被《{new}》取代。",
    missing_claim="所引资料不在当前索引中。",
)

_EN = SourceStrings(
    heading="Sources",
    intro="Find the exact words, see version and date, take a permanent link. Every answer rests on these documents.",
    views="Contents of the sources page",
    find="Find",
    conflicts="Disagreements",
    search="Search",
    query="Search for",
    query_hint="Words, a clause number or a sentence; “…” for exact words",
    go="Search",
    document="Document",
    authority="Standing",
    first="Issued or in force from",
    last="to",
    language="Language",
    every="All",
    language_any="English first",
    languages={"zh": "Chinese only", "en": "English only"},
    reset="Clear",
    more_filters="Filters",
    waiting="Loading the documents…",
    failed="The content could not be fetched. Check the connection and try again.",
    found_exact="{n} places hold these exact words",
    found_words="{n} places found, the most relevant first",
    by_meaning="No document holds these words. The places below are nearest in meaning and may not be relevant.",
    alike="Alike in meaning; holds none of the words",
    none="Nothing fits. Try other words, or fewer filters.",
    none_exact="No place holds these exact words. Without the quotation marks you search by meaning.",
    dates_hint="Documents without a date are left out while you filter by date.",
    more="Show more",
    read="Open the document",
    copy_link="Copy permanent link",
    link="Link",
    copied="Copied",
    copy_failed="Not copied; please copy the address instead.",
    copy_section="Copy link to “{title}”",
    copy_selection="Copy link to the selected text",
    documents="{n} documents",
    no_documents="No document fits these filters.",
    publisher="Publisher",
    issued="Issued",
    effective="In force",
    number="Number",
    edition="Edition",
    superseded_on="No longer in force",
    checked_on="Last checked",
    supersedes="Replaces",
    superseded_by="Replaced by",
    original="Original",
    editions="Editions",
    size="Length",
    size_value="{sections} sections, {characters} characters",
    not_stated="not stated",
    repost="seen as a repost only",
    superseded="a newer version exists",
    beside="Side by side",
    beside_choose="Choose another document…",
    beside_edition="Beside the {language} edition",
    back="Back",
    about="Version and origin",
    disputes="Disagreements: {n}",
    outline="Outline",
    part="Part {n} of {total}",
    earlier="Previous part",
    later="Next part",
    moved="The document was updated; these words have moved here.",
    changed="The document was updated and no longer holds the linked words. This is where they stood.",
    document_gone="There is no such document; it may have been renamed or removed. Look for it in the list.",
    disputed="Sources differ here: {what}",
    open_dispute="See each side",
    sides="Show",
    both="Both",
    only="Only {which}",
    only_differing="Only what differs",
    row_kinds={
        "same": "same",
        "changed": "changed",
        "translated": "",
        "left_only": "left only",
        "right_only": "right only",
    },
    relation={
        "translation": "One document in two languages, aligned section by section.",
        "version": "Two versions of one document, aligned section by section; changes are marked.",
        "other": "Two different documents; sections that are alike are aligned and their differences marked.",
    },
    differ_count="{changed} sections changed, {left} on the left only, {right} on the right only, {same} the same.",
    nothing_shared="The two documents share no section; each is shown whole.",
    no_counterpart="nothing on this side",
    conflicts_intro="Where sources differ: the words of each side, which is preferred, and why. {n} in all.",
    conflicts_of="Only the {n} that concern “{title}” are listed.",
    all_conflicts="See all",
    no_conflicts="The catalogue records no disagreement.",
    preferred="preferred",
    not_preferred="None is preferred",
    reason="Why",
    lay_beside="Lay the two documents side by side",
    changes="Rules that changed",
    since="from {day}",
    concerns="Concerns",
    replaced="“{old}” was replaced by “{new}”.",
    missing_claim="The cited document is not in this index.",
)


def source_strings(language: Language) -> SourceStrings:
    """The texts in a language."""
    return _ZH if language is Language.ZH else _EN
