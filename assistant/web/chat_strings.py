"""The chat page's texts about history, sharing and dates, in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.types import Language


@dataclass(frozen=True, slots=True)
class ChatStrings:
    """One language's texts; ``{…}`` are filled in where they are used."""

    history: str
    history_detail: str
    history_empty: str
    history_close: str
    history_count: str
    delete: str
    delete_all: str
    delete_sure: str
    share: str
    copy_link: str
    link_copied: str
    link_too_long: str
    link_detail: str
    link_broken: str
    download: Mapping[str, str]
    download_working: str
    download_failed: str
    file_name: str
    file_title: str
    file_made: str
    as_of: str
    as_of_label: str
    as_of_detail: str
    as_of_today: str
    as_of_used: str
    as_of_bad: str
    too_slow: str
    busy: str
    too_often: str


ZH = ChatStrings(
    history="历史",
    history_detail="只存在这个浏览器里，最多保留最近 20 个对话。",
    history_empty="还没有对话。提过的问题会出现在这里。",
    history_close="关闭历史",
    history_count="{n} 个问题",
    delete="删除",
    delete_all="全部删除",
    delete_sure="再点一次，全部删除",
    share="分享",
    copy_link="复制链接",
    link_copied="链接已复制。",
    link_too_long="对话太长，一个链接放不下，请改为下载文件。",
    link_detail="链接里只有问题，打开时会按最新资料重新回答。",
    link_broken="这个链接不完整，没能读出问题。请向分享的人再要一次。",
    download={"pdf": "下载 PDF", "docx": "下载 Word", "md": "下载 Markdown"},
    download_working="正在生成文件……",
    download_failed="文件没有生成。请检查网络后再试一次，或下载 Markdown。",
    file_name="{name}对话",
    file_title="{name}对话记录",
    file_made="导出于 {date}。回答只依据已收录的资料；政策以主管部门最新公布为准。",
    as_of="按日期回答",
    as_of_label="按哪一天的情况回答",
    as_of_detail="政策和证书会变。选一天，就按那天有效的规定回答；不选就是今天。",
    as_of_today="回到今天",
    as_of_used="按 {date} 的情况回答",
    as_of_bad="没有这一天。请改成日历上有的日期，例如 2024-06-01，然后再问一次。",
    too_slow="这个问题处理得太久，已经停止。请把问题写短一些，或稍后再试。",
    busy="现在提问的人很多，这个问题还没有轮到。请过 {seconds} 秒再问一次，问题已经留着。",
    too_often="提问太快了，请过 {seconds} 秒再问一次，问题已经留着。",
)

EN = ChatStrings(
    history="History",
    history_detail="Kept in this browser only, the latest 20 conversations.",
    history_empty="No conversation yet. What you ask will be listed here.",
    history_close="Close history",
    history_count="questions: {n}",
    delete="Delete",
    delete_all="Delete all",
    delete_sure="Select again to delete all",
    share="Share",
    copy_link="Copy link",
    link_copied="The link is copied.",
    link_too_long="The conversation is too long for a link; please download it instead.",
    link_detail="The link holds the questions only; opening it answers them anew from the current documents.",
    link_broken="This link is incomplete, so its questions could not be read. Please ask for it again.",
    download={"pdf": "Download PDF", "docx": "Download Word", "md": "Download Markdown"},
    download_working="Making the file …",
    download_failed="The file could not be made. Please check the connection and try again, or download Markdown.",
    file_name="{name} conversation",
    file_title="Conversation with {name}",
    file_made="Saved on {date}. Answers rest on the collected documents only.",
    as_of="Answer as of a date",
    as_of_label="Answer as of this day",
    as_of_detail="Rules and certificates change. Choose a day to be answered by what was in force then; "
    "otherwise it is today.",
    as_of_today="Back to today",
    as_of_used="As of {date}",
    as_of_bad="There is no such day. Please choose one of the calendar, such as 2024-06-01, and ask again.",
    too_slow="This question took too long and was stopped. Please make it shorter, or try again later.",
    busy="Many people are asking just now, and your question has not had its turn. Please ask it again in {seconds} s; "
    "it is kept here.",
    too_often="Questions come too fast. Please ask this one again in {seconds} s; it is kept here.",
)


def chat_strings(language: Language) -> ChatStrings:
    """The texts in a language."""
    return ZH if language is Language.ZH else EN
