"""Every text of the pages, in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.pack.pack import Pack, Texts, neutral_pack
from assistant.types import Language


@dataclass(frozen=True, slots=True)
class Strings:
    """One language's texts; ``{…}`` are filled in where they are used. ``own``: what the pack says itself."""

    language: Language
    pack: Pack
    html_lang: str
    new_chat: str
    other_language: str
    other_language_code: str
    ask_label: str
    send: str
    stop: str
    retry: str
    copy: str
    copied: str
    you: str
    answer: str
    thinking: str
    stopped: str
    sources: str
    source_n: str
    next_questions: str
    choices: str
    close: str
    panel: str
    panel_loading: str
    panel_failed: str
    document_missing: str
    document_changed: str
    original: str
    restated: str
    original_words: str
    page_picture: str
    open_original: str
    shortened: str
    open_document: str
    caution_model: str
    loading: str
    building: str
    failed: str
    offline: str
    updated: str
    seen: str
    empty_question: str
    status: Mapping[str, str]
    notices: Mapping[str, str]
    authority: Mapping[str, str]

    @property
    def own(self) -> Texts:
        """What the pack says in this language."""
        return self.pack.texts[self.language]


ZH = Strings(
    language=Language.ZH,
    pack=neutral_pack(),
    html_lang="zh-CN",
    new_chat="新对话",
    other_language="English",
    other_language_code="en",
    ask_label="你的问题",
    send="发送",
    stop="停止",
    retry="重新回答",
    copy="复制",
    copied="已复制",
    you="你的问题",
    answer="回答",
    thinking="正在查找资料",
    stopped="已停止。",
    sources="出处",
    source_n="查看出处 {n}：{title}",
    next_questions="接着问",
    choices="你想问的是",
    close="关闭出处",
    panel="出处",
    panel_loading="正在打开出处",
    panel_failed="没能打开出处，请检查连接后再点一次。",
    document_missing="这份资料已不在当前索引中，可能刚刚更新过。请重新提问。",
    document_changed="这份资料在回答之后更新过，引用的那句话已不在原处。请重新提问，答案会依据新的资料。",
    original="原件：",
    restated="本库转述",
    original_words="原文",
    page_picture="原件页面：{place}",
    open_original="下载原件",
    shortened="前后文从略",
    open_document="在资料页打开 · 永久链接",
    caution_model="回答由语言模型 {model} 依据已收录的资料写成，并逐句核对；以发布机构最新公布为准。",
    loading="正在载入，通常不到一分钟。现在就可以提问，准备好后会马上回答。",
    building="正在整理资料（{done}/{total}）。现在就可以提问，准备好后会马上回答。",
    failed="服务没有启动成功：{reason}",
    offline="与服务器的连接断开了，恢复后会自动继续。",
    updated="资料刚刚更新过。新的提问依据新资料；之前的回答可以重新问一次。",
    seen="知道了",
    empty_question="请先写下问题。",
    status={"abstained": "资料中没有", "declined": "无法协助", "clarify": "需要确认"},
    notices={
        "conflict": "资料说法不一",
        "superseded": "已有新规定",
        "outdated": "可能已过时",
        "low_authority": "来源效力较低",
    },
    authority={
        "law": "法律法规",
        "ministry_notice": "部委通知",
        "national_standard": "国家标准",
        "local_standard": "地方标准",
        "group_standard": "团体标准",
        "organisation": "机构文件",
        "paper": "论文",
        "news": "新闻",
        "unknown": "",
    },
)

EN = Strings(
    language=Language.EN,
    pack=neutral_pack(),
    html_lang="en",
    new_chat="New chat",
    other_language="中文",
    other_language_code="zh-CN",
    ask_label="Your question",
    send="Send",
    stop="Stop",
    retry="Answer again",
    copy="Copy",
    copied="Copied",
    you="Your question",
    answer="Answer",
    thinking="Looking through the sources",
    stopped="Stopped.",
    sources="Sources",
    source_n="Open source {n}: {title}",
    next_questions="Ask next",
    choices="Did you mean",
    close="Close source",
    panel="Source text",
    panel_loading="Opening the source",
    panel_failed="The source could not be opened. Check the connection and select it again.",
    document_missing="This document is no longer in the index; it may just have been updated. Please ask again.",
    document_changed="This document was updated after the answer, and the quoted words are no longer at their place. "
    "Please ask again to be answered from the new version.",
    original="Original: ",
    restated="Restated by us",
    original_words="Original text",
    page_picture="Page of the original: {place}",
    open_original="Download the original",
    shortened="shortened",
    open_document="Open in the document · permanent link",
    caution_model="Answers rest on the collected documents only; the language model {model} words them, and every "
    "sentence is checked.",
    loading="Loading, usually less than a minute. You can ask now; the answer follows as soon as all is ready.",
    building="Preparing the documents ({done}/{total}). You can ask now; the answer follows as soon as all is ready.",
    failed="The service did not start: {reason}",
    offline="The connection to the server is lost; this page goes on once it is back.",
    updated="The documents were just updated. New questions use them; earlier answers can be asked again.",
    seen="OK",
    empty_question="Please write a question first.",
    status={"abstained": "Not in the sources", "declined": "Cannot help with this", "clarify": "Please choose"},
    notices={
        "conflict": "Sources differ",
        "superseded": "Newer rules exist",
        "outdated": "May be out of date",
        "low_authority": "Weaker source",
    },
    authority={
        "law": "Law",
        "ministry_notice": "Ministry notice",
        "national_standard": "National standard",
        "local_standard": "Local standard",
        "group_standard": "Group standard",
        "organisation": "Organisation",
        "paper": "Paper",
        "news": "News",
        "unknown": "",
    },
)


def strings_of(pack: Pack, language: Language) -> Strings:
    """The texts of the pages over a pack."""
    return replace(ZH if language is Language.ZH else EN, pack=pack)
