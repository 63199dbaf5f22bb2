"""What people call the fields of records, and how a value is said.

One entry a field: its name in both languages, the words that ask for it, and the unit of its value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.catalogue.model import (
    CentreCertification,
    Certificate,
    CooperationKind,
    Course,
    Module,
    Province,
    Record,
    Requirement,
    SkillElement,
    Textbook,
    WorkArea,
)


@dataclass(frozen=True, slots=True)
class FieldWords:
    """A field of a kind of record, in people's words.

    ``unit`` follows a number in Chinese; a ``minimum`` is said as one, since the source sets a floor.
    """

    field: str
    zh: str
    en: str
    asked: re.Pattern[str]
    unit: str = ""
    minimum: bool = False


def _words(field: str, zh: str, en: str, asked: str, unit: str = "", *, minimum: bool = False) -> FieldWords:
    return FieldWords(field, zh, en, re.compile(asked), unit, minimum)


# Patterns match normalised text. The order is the order in which a comparison lists the fields.
FIELDS: dict[type[Record], tuple[FieldWords, ...]] = {
    Certificate: (
        _words(
            "issuer",
            "第三方评价组织",
            "evaluation organisation",
            r"谁(家)?(发|的证|办|评|出|颁)|哪个(家)?(发|颁|评|办)|哪家|哪个(公司|机构|单位|组织|企业)|什么(公司|机构|单位|组织)|"
            r"同一?[家个](公司|机构|单位|组织)?(发|办|评|颁|出)?|一家(公司|机构|单位|组织)?(发|办|评|颁|出)|(发|颁|评)的[吗么吧]|发证|颁发|颁证|评价(组织|机构|单位)|出自|归谁|"
            r"who (issue|award|run|offer|assess|evaluat|certif|is behind|grants)|(which|what|the same) (organi[sz]ation|company|body|institution)|responsible for|operates|behind|institution|issuer|issued by|run by|evaluation organi[sz]ation|organi[sz]ations?\b",
        ),
        _words(
            "year",
            "年份",
            "year",
            r"(哪|同)一?年|年份|时间|几几年|什么时候|何时|which year|what year|\byear\b|when",
        ),
        _words("level", "等级", "level", r"什么等级|哪个?等级|几级|哪一?级|what level|which level"),
        _words(
            "duties",
            "面向岗位",
            "target posts",
            r"面向|岗位|职位|(能|可以)(干|做|从事)(什么|啥|哪)|就业方向|对应.{0,4}(工作|职业)|适合(什么|哪)|target|\bjobs?\b|\bposts?\b|positions?|\broles?\b|careers?",
        ),
    ),
    CentreCertification: (
        _words(
            "awarded_as",
            "颁证类别",
            "awarded as",
            r"谁(家)?(发|的证|办|评|出|颁)|哪个(家)?(发|颁|评|办)|哪家|颁证|发证|颁发|什么认证|who (issue|award|run|offer)|issued by|awarded",
        ),
        _words(
            "talent_level",
            "对应人才等级",
            "talent level",
            r"什么等级|哪个?等级|几级|哪一?级|什么级|what level|which level",
        ),
        _words("board", "业务板块", "business", r"板块|业务|which business"),
        _words("entry", "入口或状态", "entry or state", r"入口|状态|筹建|能报|开放|entry|status|state|open"),
    ),
    Textbook: (
        _words("level", "等级", "level", r"哪一?级|什么等级|哪个?等级|属于|which level"),
        _words("chapters", "章节", "chapters", r"几章|多少章|章节|chapters?", "章"),
        _words("hours", "建议学时", "recommended hours", r"学时|(?<!网)课时(?!长)|hours?", "学时"),
        _words(
            "self_practice_hours",
            "独立实操学时",
            "self-practice hours",
            r"独立实操|自(主|己)实操|self.practice",
            "学时",
        ),
        _words(
            "online_hours",
            "配套线上课程时长",
            "online course length",
            r"(线上|网)(课程|课)?(都|各)?(时长|有?多久|有?多长|时间|[几多]少?(个)?小时|[几多]少?课?时)?|online",
        ),
    ),
    Course: (
        _words("nature", "课程性质", "kind of course", r"性质|什么课程?类|哪一?类|kind of course"),
        _words("credits", "学分", "credits", r"学分|credits?", "学分"),
        _words("hours", "总学时", "hours", r"学时|课时|hours?", "学时"),
        _words("theory_hours", "理论学时", "theory hours", r"理论|theory", "学时"),
        _words("practice_hours", "实践学时", "practice hours", r"实践|practice|practical", "学时"),
        _words("semester", "学期", "semester", r"学期|semester|\bterm\b"),
    ),
    CooperationKind: (
        _words("signing", "签约揭牌", "signing and unveiling", r"签约|揭牌|挂牌|sign|unveil"),
        _words(
            "lecturers",
            "1+X认证讲师",
            "1+X certified lecturers",
            r"讲师|老师|教师|师资|lecturer|teacher",
            "名",
            minimum=True,
        ),
        _words("offline_courses", "增设线下课", "offline courses", r"线下(专业)?课|增[开设]|offline course", "门"),
        _words("offline_course_hours", "每门线下课学时", "hours of each", r"每门|学时|hours", "学时"),
        _words(
            "practice_hours", "人均项目实践", "project practice per student", r"实践|项目|实战|practice|project", "小时"
        ),
        _words(
            "x_certificates_per_year",
            "1+X每年考证",
            "1+X certificates a year",
            r"考证|人数|1\+x.{0,6}(多少|几)|certificates",
            "人",
        ),
        _words(
            "operator_certificates_per_year",
            "操盘官每年考证",
            "操盘官 certificates a year",
            r"操盘官|考证|人数|certificates",
            "人",
        ),
    ),
    Province: (
        _words("undergraduate", "本科开设数量", "undergraduate programmes", r"本科|undergraduate|bachelor", "个"),
        _words(
            "junior_college", "专科开设数量", "junior-college programmes", r"专科|高职|大专|junior|vocational", "个"
        ),
    ),
    SkillElement: (
        _words("group", "能力组", "group", r"哪一?组|哪一?类|属于|which group"),
        _words("held_by", "具备的级别", "levels that hold it", r"哪一?级|哪些级|级别|which levels?"),
    ),
    Module: (_words("sections", "节次", "sections", r"内容|节|讲|学|sections?|lessons?|topics?"),),
    WorkArea: (_words("tasks", "工作任务", "tasks", r"任务|tasks?"),),
    Requirement: (
        _words(
            "name",
            "职业技能要求",
            "requirement",
            r"要求|内容|会什么|做什么|说的?|讲的?|写的?|指的?|原文|具体|怎么(说|写)|是?(什么|啥)|requirement|what|say",
        ),
        _words("courses", "对应课程", "course", r"课|course"),
        _words("semesters", "学期", "semester", r"学期|semester"),
        _words("method", "融通方法", "fusion method", r"方法|维持|强化|method"),
        _words("task", "工作任务", "task", r"任务|task"),
        _words("area", "工作领域", "work area", r"领域|area"),
    ),
}
