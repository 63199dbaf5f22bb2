"""What a sheet says of itself, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.types import Language


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Words that every sheet has; ``{n}`` and ``{total}`` are filled in by the writers."""

    date: str
    sources: str
    made_by: str
    page: str
    quote: str
    colon: str
    separator: str


@dataclass(frozen=True, slots=True)
class PlanWords:
    """Words of a plan's sheet; names in braces are filled in."""

    title: str
    space: str
    person: str
    role: str
    certificate: str
    held: str
    target: str
    done: str
    more: str
    none: str
    status_change: str
    goal: str
    recommended: str
    named: str
    because: str
    others: str
    path: str
    level: str
    on_the_path: str
    areas: str
    states: dict[str, str]
    advice: str
    open: str
    open_lead: str
    nothing_open: str
    covered: str
    covered_lead: str
    code: str
    task: str
    requirement: str
    status: str
    evidence: str
    statuses: dict[str, str]
    recorded: str
    estimated: str
    estimate_note: str
    study: str
    item: str
    kind: str
    semester: str
    hours: str
    practice_hours: str
    unstated: str
    carries: str
    kinds: dict[str, str]
    total: str
    total_unstated: str
    skills: str
    gaps: str
    uncited: str


@dataclass(frozen=True, slots=True)
class ConversationWords:
    """Words of a conversation's sheet."""

    title: str
    question: str
    answer: str
    questions: str
    as_of: str
    no_answer: str
    statuses: dict[str, str]
    notices: dict[str, str]
    dropped_label: str
    dropped: str
    as_sent: str


SHEET_WORDS = {
    Language.ZH: SheetWords(
        date="日期",
        sources="来源",
        made_by="证途 Zhengtu · 句句有出处",
        page="第 {n} 页，共 {total} 页",
        quote="引文",
        colon="：",
        separator="、",
    ),
    Language.EN: SheetWords(
        date="Date",
        sources="Sources",
        made_by="证途 Zhengtu · every statement with its source",
        page="Page {n} of {total}",
        quote="Quote",
        colon=": ",
        separator=", ",
    ),
}

PLAN_WORDS = {
    Language.ZH: PlanWords(
        title="证书学习计划",
        space="",
        person="学生",
        role="目标岗位",
        certificate="证书",
        held="已有等级",
        target="目标等级",
        done="已修课程",
        more=" 等，共 {n} 门",
        none="无",
        status_change="证书状态有变",
        goal="目标",
        recommended="岗位「{role}」对应「{name}」，评价组织是{issuer}。",
        named="目标证书是「{name}」，评价组织是{issuer}。",
        because="它面向的岗位：{duties}。",
        others="同样合适的还有：{names}。",
        path="路径",
        level="等级",
        on_the_path="在路径上",
        areas="工作领域",
        states={"held": "已有", "advised": "建议先学", "target": "目标"},
        advice="资料对低等级的说法：“{advice}”。这是建议，不是报考条件。",
        open="还差的职业技能要求（{n}）",
        open_lead="下列要求，已修课程没有覆盖或只部分覆盖。",
        nothing_open="所列要求，已修课程都已覆盖。",
        covered="已覆盖的职业技能要求（{n}）",
        covered_lead="下列要求，已修课程已经覆盖。",
        code="编号",
        task="工作任务",
        requirement="职业技能要求",
        status="状态",
        evidence="依据的课程",
        statuses={"covered": "已覆盖", "partly": "部分", "missing": "未覆盖"},
        recorded="{course}（有记录：{method}）",
        estimated="{course}（估计 {percent}%）",
        estimate_note="「估计」由课程名称和内容与要求的相近程度算出，不是资料的说法，请对照课程标准核实。",
        study="学习安排 · {level}",
        item="学习内容",
        kind="类型",
        semester="学期",
        hours="学时",
        practice_hours="{hours}，另独立实操 {practice}",
        unstated="未说明",
        carries="对应的要求",
        kinds={"course": "课程", "online": "线上课程", "textbook": "教材"},
        total="{kind}共 {items} 项，资料写明的学时合计 {hours}",
        total_unstated="，其中 {unstated} 项没有写明学时",
        skills="e-STORM 技能与{level}级对照",
        gaps="资料没有说明的",
        uncited="有 {n} 处在现有资料里找不到出处，没有标注出处，请核实后再用。",
    ),
    Language.EN: PlanWords(
        title="Certificate study plan",
        space=" ",
        person="Student",
        role="Target role",
        certificate="Certificate",
        held="Level held",
        target="Target level",
        done="Courses done",
        more=" and others, {n} in all",
        none="none",
        status_change="Change of status",
        goal="Goal",
        recommended="The role “{role}” leads to {name}, run by {issuer}.",
        named="The certificate wanted is {name}, run by {issuer}.",
        because="Posts that it is for: {duties}.",
        others="These fit about as well: {names}.",
        path="Path",
        level="Level",
        on_the_path="On the path",
        areas="Work areas",
        states={"held": "held", "advised": "advised first", "target": "target"},
        advice="What the source says of lower levels: “{advice}”. This is advice and no condition for the examination.",
        open="Open skill requirements ({n})",
        open_lead="The courses done do not cover these requirements, or only in part.",
        nothing_open="The courses done cover all requirements listed.",
        covered="Requirements covered ({n})",
        covered_lead="The courses done cover these requirements.",
        code="Code",
        task="Task",
        requirement="Skill requirement",
        status="Status",
        evidence="Courses that count",
        statuses={"covered": "covered", "partly": "in part", "missing": "open"},
        recorded="{course} (on record: {method})",
        estimated="{course} (estimated {percent}%)",
        estimate_note="“Estimated” is computed from how close a course's name and content come to the requirement. "
        "No source says so: please check the syllabus.",
        study="What to learn · {level}",
        item="To learn",
        kind="Kind",
        semester="Semester",
        hours="Hours",
        practice_hours="{hours}, plus {practice} of own practice",
        unstated="not stated",
        carries="Requirements",
        kinds={"course": "course", "online": "online course", "textbook": "textbook"},
        total="{kind}: {items} in all; stated hours add up to {hours}",
        total_unstated="; no hours are stated for {unstated}",
        skills="e-STORM skills against {level}",
        gaps="What the sources do not say",
        uncited="For {n} statements the words were not found in the documents at hand, and they carry no source. "
        "Please check them before you rely on them.",
    ),
}

CONVERSATION_WORDS = {
    Language.ZH: ConversationWords(
        title="问答记录",
        question="问题 {n}",
        answer="回答",
        questions="问题数",
        as_of="按 {day} 的情况回答",
        no_answer="没有得到回答。",
        statuses={
            "answered": "",
            "abstained": "资料中没有",
            "clarify": "需要确认",
            "declined": "无法协助",
        },
        notices={
            "conflict": "资料说法不一",
            "superseded": "已有新规定",
            "outdated": "可能已过时",
            "low_authority": "来源效力较低",
        },
        dropped_label="引文不符",
        dropped="有 {n} 处引文与现有资料的文字不符，已从本页删去；相应的句子没有出处，请核实。",
        as_sent="问题与回答照浏览器所存的对话打印；来源中的引文在打印时已与资料文字逐字核对。",
    ),
    Language.EN: ConversationWords(
        title="Questions and answers",
        question="Question {n}",
        answer="Answer",
        questions="Questions",
        as_of="As of {day}",
        no_answer="There was no answer.",
        statuses={
            "answered": "",
            "abstained": "Not in the sources",
            "clarify": "Please choose",
            "declined": "Cannot help with this",
        },
        notices={
            "conflict": "Sources differ",
            "superseded": "Newer rules exist",
            "outdated": "May be out of date",
            "low_authority": "Weaker source",
        },
        dropped_label="Quotes that do not agree",
        dropped="{n} quotes did not agree with the documents at hand and were taken out. Sentences left without a "
        "source should be checked.",
        as_sent="Questions and answers are printed as the browser kept them; the quotes under Sources were compared "
        "with the documents, word for word, when this sheet was made.",
    ),
}
