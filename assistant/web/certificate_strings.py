"""Texts of the certificates page, in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.types import Language


@dataclass(frozen=True, slots=True)
class CertificateStrings:
    """One language's texts; ``{…}`` are filled in where they are used."""

    heading: str
    intro: str
    filters: str
    role: str
    level: str
    issuer: str
    status: str
    as_of: str
    every: str
    reset: str
    count: str
    none: str
    none_hint: str
    bad_day: str
    waiting: str
    failed: str
    kinds: Mapping[str, str]
    statuses: Mapping[str, str]
    year: str
    posts: str
    group: str
    content: str
    more: str
    loading: str
    work_areas: str
    requirements: str
    textbooks: str
    textbook: str
    hours: str
    self_practice: str
    chapters: str
    online: str
    courses: str
    course: str
    semester: str
    method: str
    tasks: str
    modules: str
    timeline: str
    announced: str
    conflicts: str
    preferred: str
    sources: str
    not_stated: str
    compare: str
    compare_one: str
    compare_heading: str
    compare_hint: str
    compare_full: str
    compare_clear: str
    compare_go: str
    differs: str
    same: str
    requirement_count: str
    textbook_hours: str


ZH = CertificateStrings(
    heading="证书目录",
    intro="按岗位、等级、评价组织和状态筛选；最多选三张并排比较。点编号看出处。",
    filters="筛选证书",
    role="岗位或想做的事",
    level="等级",
    issuer="评价组织",
    status="状态",
    as_of="按这一天的状态",
    every="全部",
    reset="清除筛选",
    count="共 {n} 张",
    none="没有符合条件的证书。",
    none_hint="少选一个条件，或换一种说法试试。",
    bad_day="这一天不存在，请按 年-月-日 填写，如 2026-03-01。",
    waiting="正在载入证书目录……",
    failed="没能取到证书，请检查连接后再试。",
    kinds={"certificate": "职业技能等级证书", "centre_certification": "认证中心的认证"},
    statuses={
        "active": "开展中",
        "listed": "资料列出",
        "in_preparation": "筹建中",
        "teach_out": "停止新业务",
        "not_stated": "未说明",
    },
    year="年份",
    posts="面向岗位或人群",
    group="类别",
    content="内容",
    more="工作领域、要求、教材、课程和出处",
    loading="正在打开……",
    work_areas="工作领域",
    requirements="职业技能要求",
    textbooks="教材与学时",
    textbook="教材",
    hours="建议学时",
    self_practice="独立实操学时",
    chapters="章",
    online="线上课时长（单位未注明）",
    courses="院校课程",
    course="课程",
    semester="学期",
    method="融通方法",
    tasks="对应任务",
    modules="线上课模块",
    timeline="状态时间线",
    announced="此日之前已有通知预告：{day} 起有变化，确切发布日未知。",
    conflicts="资料说法不一",
    preferred="采用",
    sources="出处",
    not_stated="资料未说明",
    compare="比较",
    compare_one="比较「{name}」",
    compare_heading="并排比较",
    compare_hint="再选一张，就可以并排比较。",
    compare_full="最多比较三张，请先取消一张。",
    compare_clear="清空比较",
    compare_go="查看比较（{n}）",
    differs="不同",
    same="相同",
    requirement_count="{n} 条",
    textbook_hours="{n} 本，建议学时共 {hours}",
)

EN = CertificateStrings(
    heading="Certificates",
    intro="Filter by job, level, issuer and status; choose up to three to compare. Select a number to read the source.",
    filters="Filter certificates",
    role="Job, or what you want to do",
    level="Level",
    issuer="Issuer",
    status="Status",
    as_of="Status on this day",
    every="All",
    reset="Clear filters",
    count="{n} found",
    none="No certificate fits.",
    none_hint="Try one filter less, or other words.",
    bad_day="There is no such day. Write it as year-month-day, e.g. 2026-03-01.",
    waiting="Loading the certificates…",
    failed="The certificates could not be loaded. Check the connection and try again.",
    kinds={"certificate": "Skill level certificate", "centre_certification": "Certification centre"},
    statuses={
        "active": "Active",
        "listed": "Listed by the source",
        "in_preparation": "In preparation",
        "teach_out": "No new candidates",
        "not_stated": "Not stated",
    },
    year="Year",
    posts="For which jobs or people",
    group="Group",
    content="Content",
    more="Work areas, requirements, textbooks, courses and sources",
    loading="Opening…",
    work_areas="Work areas",
    requirements="Skill requirements",
    textbooks="Textbooks and hours",
    textbook="Textbook",
    hours="Recommended hours",
    self_practice="Self-practice hours",
    chapters="Chapters",
    online="Online course (unit not stated)",
    courses="School courses",
    course="Course",
    semester="Semester",
    method="Fusion method",
    tasks="For tasks",
    modules="Online modules",
    timeline="Status over time",
    announced="Announced by that day: a change from {day}; when exactly it was issued is not known.",
    conflicts="Sources differ",
    preferred="preferred",
    sources="Sources",
    not_stated="not stated",
    compare="Compare",
    compare_one="Compare {name}",
    compare_heading="Side by side",
    compare_hint="Choose one more to compare them side by side.",
    compare_full="Three at most; take one out first.",
    compare_clear="Clear comparison",
    compare_go="See comparison ({n})",
    differs="differs",
    same="same",
    requirement_count="{n}",
    textbook_hours="{n}, recommended hours {hours} in total",
)


def certificate_strings(language: Language) -> CertificateStrings:
    """The texts of a language."""
    return ZH if language is Language.ZH else EN
