"""Words of the street beside the words of the sources, for the lexical search only.

A student asks 「谁发的」, the table says 「评价组织」. Each group lists patterns that ask, and the terms that
sources use; the terms join the BM25 query, they never count as words of the question.
"""

from __future__ import annotations

import re

from assistant.retrieval.tokenization import normalise

_GROUPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(asked), terms)
    for asked, terms in (
        (
            r"谁(家)?(发|的证|办|评|出)|哪家|哪个(公司|机构|单位)|发证|颁发|颁证|who (issue|award|run|offer)|issu(er|ed by)",
            "评价组织 发证 公司 evaluation organisation",
        ),
        (r"赚钱|挣钱|收钱|盈利|营利|profit|make money", "牟利 免费 profit"),
        (r"老师|教师|师傅|讲师|teacher|lecturer", "教师 讲师 师资 teacher"),
        (r"跳过|不用学|免学|不学|代替|替代|skip", "不包含 必修 低级别 include lower"),
        (r"收费|要钱|多少钱|费用|付费|花钱|交钱|fee|cost|free of charge", "免费 费用 收费 fee free"),
        (r"课时|钟点|上多少课", "学时"),
        (r"读几年|学几年|几年制|学制|how many years", "修业年限 三年 years"),
        (r"工资|薪水|收入|挣多少|赚多少|待遇|salary|wage", "月薪 薪资 元 salary"),
        (
            r"考试内容|考什么|考哪些|考核内容|考点内容|要会|what .* examine",
            "工作领域 工作任务 职业技能要求 work area task",
        ),
        (r"实操|动手|练习|上机", "实训 实践 操作"),
        (r"签约|挂牌|签合同|揭牌|sign", "签约 揭牌"),
        (r"综试区|试验区|pilot zone", "跨境电商综合试验区 综试区"),
        (r"网址|官网|链接|网站|website|link", "网址 https http"),
        (r"初中毕业|高中毕业|入学|招生|招什么|admission|entry requirement", "入学 毕业 同等学力"),
        (r"下企业|企业锻炼|去企业|挂职", "企业 锻炼 实践"),
        (r"比例|占比|占多少|百分之|share|proportion|percentage", "占 比例 %"),
        (r"缺口|缺人|人才短缺|shortage|gap", "人才缺口 gap"),
        (r"换学分|抵学分|学分互换|免修|credit", "学分 转化 免修 认定 credits"),
        (r"中专|职高|职校|中等职业|secondary vocational", "中职 中等职业"),
        (r"大专|专科|高职院校|junior college", "专科 高职"),
    )
)


def expand(question: str) -> str:
    """The sources' terms for what a question asks in other words, '' when there are none."""
    text = normalise(question)
    return " ".join(terms for asked, terms in _GROUPS if asked.search(text))
