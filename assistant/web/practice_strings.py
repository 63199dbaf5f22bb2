"""Every text of the practice page, in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.types import Language


@dataclass(frozen=True, slots=True)
class PracticeStrings:
    """One language's texts; ``{…}`` are filled in where they are used."""

    heading: str
    detail: str
    filters: str
    certificate: str
    level: str
    area: str
    kind: str
    everything: str
    kinds: Mapping[str, str]
    hints: Mapping[str, str]
    position_label: str
    choose: str
    submit: str
    incomplete: str
    right: str
    wrong: str
    key_mark: str
    chosen_mark: str
    missing_title: str
    wrong_title: str
    explanation: str
    review: str
    next_item: str
    progress: str
    progress_label: str
    finished: str
    finished_detail: str
    restart: str
    nothing: str


ZH = PracticeStrings(
    heading="练习",
    detail="题目从证书标准、教材和课程的记录里出，答完马上看解析和出处。进度只存在这台设备的浏览器里。",
    filters="练习范围",
    certificate="证书",
    level="等级",
    area="工作领域",
    kind="题型",
    everything="全部",
    kinds={"single": "单选题", "multiple": "多选题", "matching": "配对题", "ordering": "排序题"},
    hints={
        "single": "选一项。",
        "multiple": "选出所有正确的项。",
        "matching": "给每一行选一项，每项最多对应一行。",
        "ordering": "给每一项选一个位置，从 1 开始。",
    },
    position_label="位置",
    choose="请选择",
    submit="提交答案",
    incomplete="请先把答案选完整。",
    right="答对了",
    wrong="还不对",
    key_mark="正确答案",
    chosen_mark="你选的",
    missing_title="应该是",
    wrong_title="选错的",
    explanation="解析",
    review="接着复习",
    next_item="下一题",
    progress="这个范围 {total} 题，答对 {right} 题，待重做 {wrong} 题",
    progress_label="答对的题数",
    finished="这个范围的题都答对了",
    finished_detail="可以换一个范围，或者从头再练一遍。",
    restart="从头练这个范围",
    nothing="现有的资料还出不了练习题。",
)

EN = PracticeStrings(
    heading="Practice",
    detail="Questions come from the records of standards, textbooks and courses; each answer is explained and cited at "
    "once. Names stay in Chinese, as the sources have them. Progress is kept in this browser only.",
    filters="What to practise",
    certificate="Certificate",
    level="Level",
    area="Work area",
    kind="Kind of question",
    everything="All",
    kinds={
        "single": "Single choice",
        "multiple": "Multiple choice",
        "matching": "Matching",
        "ordering": "Ordering",
    },
    hints={
        "single": "Choose one.",
        "multiple": "Choose all that are right.",
        "matching": "Choose one for each line; each fits one line at most.",
        "ordering": "Choose a position for each, starting with 1.",
    },
    position_label="Position",
    choose="Choose",
    submit="Check answer",
    incomplete="Please complete your answer first.",
    right="Right",
    wrong="Not yet right",
    key_mark="right answer",
    chosen_mark="your choice",
    missing_title="Should be",
    wrong_title="Wrongly chosen",
    explanation="Explanation",
    review="Review next",
    next_item="Next question",
    progress="{total} questions here: {right} answered right, {wrong} to repeat",
    progress_label="Questions answered right",
    finished="All questions here are answered right",
    finished_detail="Choose something else to practise, or start over.",
    restart="Start over here",
    nothing="No questions can be made from the present documents.",
)

STRINGS: Mapping[Language, PracticeStrings] = {Language.ZH: ZH, Language.EN: EN}
