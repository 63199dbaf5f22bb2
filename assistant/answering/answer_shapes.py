"""Shapes of answers: an organisation, a year, a share. Passages that have the asked one are preferred.

Entries are as in ``attribute_words``; nothing is refused for lack of one.
"""

from __future__ import annotations

from assistant.answering.attribute import Attribute, shape

SHAPES: tuple[Attribute, ...] = (
    shape(
        "organisation",
        "机构",
        "organisation",
        r"谁(家)?(发|的证|办|评|出|负责|牵头|制定|发布|授权|管)|哪家|哪个(公司|机构|单位|组织|部门|学校)|发证|颁发|评价组织|\bwho\b|which (organi[sz]ation|company|body|ministry)",
        r"公司|组织|机构|协会|学会|研究院|教育部|人社|大学|学院|中心|\bco\b|company|institute|university|ministry|association",
    ),
    shape(
        "year",
        "时间",
        "time",
        r"哪一?年|什么时候|何时|几月|哪天|时间|日期|年份|\bwhen\b|which year|what year|\bdates?\b",
        r"\d{4}年?|\d+月|\d{4}-\d",
    ),
    shape(
        "share",
        "比例",
        "share",
        r"占|比例|百分|下限|上限|几成|率[^，。？?]{0,8}(多少|多高|怎么说|怎样|如何)|\bshare|percent|\bproportion|\bratio\b",
        r"%|/\d|\d:\d|百分|一半|不低于|不少于|不高于|percent",
    ),
    shape(
        "span",
        "时长",
        "length of time",
        r"多久|时长|多长时间|几年|几个月|几天|几周|多少天|how long|how many (years|months|weeks|days)",
        r"[\d一二三四五六两半]+个?(年|月|天|周|日|学期|小时|分钟)|\d+h|years?|months?|weeks?|days?",
    ),
    shape(
        "clause",
        "条款编号",
        "clause",
        r"哪一?条|第几条|哪条|编号|which (clause|requirement|item)",
        r"\d\.\d\.\d|第\d+[条款]",
    ),
    shape("semester", "学期", "semester", r"学期|semester|\bterm\b", r"学期|semester"),
    shape("course", "课程", "course", r"哪些?门?课|什么课|课程|which course|what course|courses", r"课|course"),
    shape(
        "number",
        "数量",
        "number",
        r"多少|几(个|门|张|本|名|项|条|家|所|种|类|位|级|款|步|层|人)|how many|how much|number of",
        r"\d|[一二三四五六七八九十两]",
    ),
    shape("money", "金额", "amount of money", r"月薪|薪|元|工资|salary|yuan|rmb", r"\d元|\d+ ?(yuan|rmb)"),
)
