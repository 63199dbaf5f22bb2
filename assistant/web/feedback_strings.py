"""Texts of the buttons with which people judge an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.types import Language


@dataclass(frozen=True, slots=True)
class FeedbackStrings:
    """One language's texts."""

    up: str
    down: str
    unanswered: str
    sending: str
    thanks_up: str
    thanks_down: str
    thanks_unanswered: str
    thanks_reason: str
    reason_label: str
    reason_hint: str
    send: str
    failed: str
    again: str
    reply: str


ZH = FeedbackStrings(
    up="有帮助",
    down="没帮助",
    unanswered="没有答上，交给老师",
    sending="正在发送…",
    thanks_up="谢谢，已记下。",
    thanks_down="谢谢，已交给老师查看。",
    thanks_unanswered="已交给老师。有回复时，会显示在这里。",
    thanks_reason="谢谢，说明已收到。",
    reason_label="想补充说明吗？（可不填）",
    reason_hint="这个问题和回答会保存给老师看，请不要写姓名、电话等个人信息。",
    send="发送说明",
    failed="没有发出去：",
    again="再试一次",
    reply="老师回复",
)
EN = FeedbackStrings(
    up="Helpful",
    down="Not helpful",
    unanswered="Not answered: send to staff",
    sending="Sending …",
    thanks_up="Thank you, noted.",
    thanks_down="Thank you. Staff will look at it.",
    thanks_unanswered="Sent to staff. Their reply will show here.",
    thanks_reason="Thank you, your note has arrived.",
    reason_label="Anything to add? (optional)",
    reason_hint="This question and answer are kept for staff. Please leave out names, phone numbers and the like.",
    send="Send note",
    failed="It was not sent: ",
    again="Try again",
    reply="Reply from staff",
)
STRINGS: Mapping[Language, FeedbackStrings] = {Language.ZH: ZH, Language.EN: EN}
# Where neither server nor connection says why.
NO_CONNECTION: Mapping[Language, str] = {
    Language.ZH: "请检查网络连接。",
    Language.EN: "please check the connection.",
}
