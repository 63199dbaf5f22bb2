"""Texts of the plan page, in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.types import Language


@dataclass(frozen=True, slots=True)
class PlanStrings:
    """One language's texts; ``{…}`` are filled in where they are used."""

    heading: str
    intro: str
    form: str
    waiting: str
    goal: str
    role: str
    certificate: str
    by_role: str
    level: str
    no_level: str
    target: str
    own_target: str
    courses: str
    courses_hint: str
    upload: str
    uploading: str
    upload_failed: str
    too_large: str
    template: str
    skipped: str
    row: str
    skills: str
    talent_level: str
    no_talent_level: str
    clear: str
    see: str
    empty: str
    empty_detail: str
    busy: str
    failed: str
    too_long: str
    date: str
    none: str
    summary: str
    summary_plain: str
    closer: str
    farther: str
    same: str
    tiles: Mapping[str, str]
    why: str
    others: str
    path: str
    states: Mapping[str, str]
    areas: str
    open: str
    nothing_open: str
    no_courses: str
    partly_note: str
    open_of: str
    covered: str
    statuses: Mapping[str, str]
    recorded: str
    estimated: str
    shared: str
    semester: str
    study: str
    study_detail: str
    kinds: Mapping[str, str]
    hours: str
    self_practice: str
    no_hours: str
    for_requirements: str
    total: str
    total_practice: str
    total_unstated: str
    matrix: str
    matrix_detail: str
    matrix_code: str
    matrix_result: str
    matrix_courses: str
    cells: Mapping[str, str]
    done: str
    planned: str
    left_out: str
    unmatched: str
    unmatched_more: str
    radar: str
    radar_summary: str
    radar_label: str
    radar_level: str
    radar_own: str
    radar_group: str
    radar_asked: str
    radar_held: str
    radar_missing: str
    radar_beyond: str
    radar_next: str
    gaps: str
    sources: str
    quote: str


ZH = PlanStrings(
    heading="证书路径规划",
    intro="选岗位或证书，填已有等级和修过的课程，看还差哪些要求、按什么顺序学。改一项，结果随即更新；点编号看出处。",
    form="规划条件",
    waiting="正在载入……",
    goal="目标",
    role="岗位或想做的事",
    certificate="证书",
    by_role="按岗位推荐",
    level="已有等级",
    no_level="还没有",
    target="目标等级",
    own_target="按证书",
    courses="修过的课程",
    courses_hint="每行一门。从表格粘贴时，第二列作为课程内容。",
    upload="上传 XLSX 或 CSV",
    uploading="正在读取……",
    upload_failed="没能上传，请检查连接后再试。",
    too_large="文件超过 1 MB。请只保留课程名称和内容两列。",
    template="下载模板",
    skipped="跳过的行",
    row="第 {n} 行：{reason}",
    skills="已有技能（e-STORM）",
    talent_level="对照的人才等级",
    no_talent_level="不对照",
    clear="清空",
    see="看结果",
    empty="先选一个岗位或证书",
    empty_detail="没想好的话，从下面的岗位开始。",
    busy="正在比对课程与要求……",
    failed="没能取到结果，请检查连接后再改一项。",
    too_long="有一项写得太长：课程名称最多 200 字，课程内容最多 4000 字，技能最多 100 项。",
    date="日期",
    none="无",
    summary="要求 {total} 条：已覆盖 {covered} 条，还差 {open} 条。",
    summary_plain="资料没有列出这张证书的职业技能要求。",
    closer="比上次少差 {n} 条。",
    farther="比上次多差 {n} 条。",
    same="与上次相同。",
    tiles={"covered": "已覆盖的要求", "open": "还差的要求", "study": "要学的内容", "courses": "修过的课程"},
    why="为什么是这张证书",
    others="同样合适的还有",
    path="路径",
    states={"held": "已有", "advised": "建议先学", "target": "目标"},
    areas="工作领域",
    open="还差的要求",
    nothing_open="列出的要求，修过的课程都覆盖了。",
    no_courses="还没有填修过的课程，所以全部要求都算还差。",
    partly_note="「估计」按课程名称和内容与要求的相近程度算出，不是资料的说法，请对照课程标准核实。",
    open_of="还差 {open} / {total}",
    covered="已覆盖的要求",
    statuses={"covered": "已覆盖", "partly": "部分", "missing": "未覆盖"},
    recorded="{course}（资料有记录：{method}）",
    estimated="{course}（估计 {percent}%）",
    shared="相同的词：{words}",
    semester="{semester}",
    study="学什么、按什么顺序",
    study_detail="低等级在前；课程按学期，然后是线上课和教材。",
    kinds={"course": "课程", "online": "线上课", "textbook": "教材"},
    hours="{n} 学时",
    self_practice="独立实操 {n} 学时",
    no_hours="资料未写明学时",
    for_requirements="对应要求 {codes}",
    total="{kind} {items} 项：写明的共 {hours} 学时",
    total_practice="，独立实操 {n} 学时",
    total_unstated="；{n} 项未写明",
    matrix="要求 × 课程",
    matrix_detail="每条要求最多显示五门最相关的课程。",
    matrix_code="要求",
    matrix_result="结果",
    matrix_courses="课程代号",
    cells={
        "recorded": "资料有记录",
        "strengthen": "有记录，内容须强化",
        "estimated": "估计覆盖",
        "close": "估计接近，须核实",
        "planned": "待修的课程",
        "none": "无",
    },
    done="已修",
    planned="待修",
    left_out="另有 {n} 门修过的课程对上的要求较少，没有列入此表。",
    unmatched="没有对上任何要求的课程：{names}",
    unmatched_more="等 {n} 门",
    radar="e-STORM 技能与{level}级对照",
    radar_summary="{level}级的 {asked} 项技能要素，已有 {held} 项，还差 {missing} 项。",
    radar_label="雷达图：各组技能要素中，{level}级要求的和已有的各占多少；数字见下表。",
    radar_level="{level}级要求",
    radar_own="已有",
    radar_group="组别（近似）",
    radar_asked="要求",
    radar_held="已有",
    radar_missing="还差",
    radar_beyond="已有的更高等级要素",
    radar_next="再往上的{level}级还要加",
    gaps="资料没有说明的",
    sources="出处",
    quote="引文：{quote}",
)

EN = PlanStrings(
    heading="Plan a path to a certificate",
    intro="Choose a job or a certificate, add the level held and the courses done, and see what is open and what to "
    "learn in which order. Change anything and the result follows; select a number to read the source.",
    form="What to plan for",
    waiting="Loading…",
    goal="Goal",
    role="Job, or what you want to do",
    certificate="Certificate",
    by_role="Recommended by job",
    level="Level held",
    no_level="None yet",
    target="Level wanted",
    own_target="Default",
    courses="Courses done",
    courses_hint="One a line. When pasted from a table, the second column is read as contents.",
    upload="Upload XLSX or CSV",
    uploading="Reading…",
    upload_failed="The upload failed. Check the connection and try again.",
    too_large="The file is larger than 1 MB. Please keep names and contents only.",
    template="Template",
    skipped="Rows skipped",
    row="Row {n}: {reason}",
    skills="Skills held (e-STORM)",
    talent_level="Talent level to compare with",
    no_talent_level="No comparison",
    clear="Clear all",
    see="See the result",
    empty="Choose a job or a certificate",
    empty_detail="Not sure yet? Start from one of these jobs.",
    busy="Comparing courses with requirements…",
    failed="The result could not be loaded. Check the connection, then change something.",
    too_long="Something is too long: 200 characters for a course's name, 4,000 for its contents, 100 skills.",
    date="Date",
    none="none",
    summary="{total} requirements: {covered} covered, {open} open.",
    summary_plain="The sources list no skill requirements of this certificate.",
    closer="{n} fewer open than before.",
    farther="{n} more open than before.",
    same="Same as before.",
    tiles={"covered": "covered", "open": "open", "study": "to learn", "courses": "courses done"},
    why="Why this certificate",
    others="These fit about as well",
    path="Path",
    states={"held": "held", "advised": "advised first", "target": "target"},
    areas="Work areas",
    open="Open requirements",
    nothing_open="The courses done cover all requirements listed.",
    no_courses="No courses are given yet, so every requirement counts as open.",
    partly_note="“Estimated” is computed from how close a course's name and contents come to the requirement. No "
    "source says so: please check the syllabus.",
    open_of="{open} of {total} open",
    covered="Requirements covered",
    statuses={"covered": "covered", "partly": "in part", "missing": "open"},
    recorded="{course} (on record: {method})",
    estimated="{course} (estimated {percent}%)",
    shared="shared words: {words}",
    semester="semester {semester}",
    study="What to learn, in order",
    study_detail="Lower levels first; courses by semester, then online courses and textbooks.",
    kinds={"course": "Course", "online": "Online course", "textbook": "Textbook"},
    hours="{n} hours",
    self_practice="{n} hours of own practice",
    no_hours="hours not stated",
    for_requirements="for {codes}",
    total="{kind}: {items} in all, {hours} hours stated",
    total_practice=", {n} hours of own practice",
    total_unstated="; none stated for {n}",
    matrix="Requirement × course",
    matrix_detail="At most the five strongest courses are shown for a requirement.",
    matrix_code="Code",
    matrix_result="Result",
    matrix_courses="Courses by letter",
    cells={
        "recorded": "on record",
        "strengthen": "on record, contents to grow",
        "estimated": "estimated to cover",
        "close": "estimated close, check",
        "planned": "course to take",
        "none": "none",
    },
    done="done",
    planned="to take",
    left_out="{n} more courses done match fewer requirements and are left out of the table.",
    unmatched="Courses that match no requirement: {names}",
    unmatched_more="and others, {n} in all",
    radar="e-STORM skills against {level}",
    radar_summary="Of the {asked} skill elements of {level}, {held} are held and {missing} are missing.",
    radar_label="Radar chart: the share of each group's elements that {level} asks for and that are held; the table "
    "below has the figures.",
    radar_level="asked for by {level}",
    radar_own="held",
    radar_group="Group (approximate)",
    radar_asked="Asked",
    radar_held="Held",
    radar_missing="Missing",
    radar_beyond="Held, asked for by higher levels only",
    radar_next="The next level, {level}, adds",
    gaps="What the sources do not say",
    sources="Sources",
    quote="Quote: {quote}",
)


def plan_strings(language: Language) -> PlanStrings:
    """The texts of a language."""
    return ZH if language is Language.ZH else EN
