"""Words of the street beside the words of the sources.

A student asks 「谁发的」, the table says 「评价组织」. Each group lists patterns that ask, and the terms that
sources use. The terms join the BM25 query; and where a passage holds one of them, the question is compared
with it in that wording.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from assistant.retrieval.tokenization import normalise

_GROUPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(asked), terms)
    for asked, terms in (
        (
            r"谁(家)?(发|的证|办|评|出)|哪家|哪个(公司|机构|单位)|发证|颁发|颁证|who (issue|award|run|offer|assess|evaluat)|issu(er|ed by)",
            "评价组织 发证 公司 evaluation organisation",
        ),
        (r"赚钱|挣钱|收钱|盈利|营利|profit|make money", "牟利 免费 profit"),
        (r"老师|教师|师傅|讲师|teacher|lecturer", "教师 讲师 师资 teacher"),
        (r"跳过|不用学|免学|不学|代替|替代|skip", "不包含 必修 低级别 include lower"),
        (r"补强|补充内容|加料|[教讲学]得(不够|太浅|少)|strengthen", "内容强化 强化 strengthened"),
        (r"照旧|原样|不用[动改]|不变|unchanged", "维持原状 维持 unchanged"),
        (r"收费|要钱|多少钱|费用|付费|花钱|交钱|fee|cost|free of charge", "免费 费用 收费 fee free"),
        (r"课时|钟点|上多少课", "学时"),
        (r"[哪同]一?年|几几年", "年份 year"),
        (r"网课|网上(的)?课", "线上课程 线上"),
        (r"读几年|学几年|几年制|学制|how many years", "修业年限 三年 years"),
        (r"工资|薪水|收入|挣多少|赚多少|待遇|salary|wage", "月薪 薪资 元 salary"),
        (
            r"考试内容|考什么|考哪些|考核内容|考点内容|要会|what .{1,80} examine",
            "工作领域 工作任务 职业技能要求 work area task",
        ),
        (r"实操|动手|练习|上机", "实训 实践 操作"),
        (r"签约|挂牌|签合同|揭牌|sign", "签约 揭牌"),
        (r"网址|官网|链接|网站|website|link", "网址 https http"),
        (r"初中毕业|高中毕业|入学|招生|招什么|admission|entry requirement", "入学 毕业 同等学力"),
        (r"下企业|企业锻炼|去企业|挂职", "企业 锻炼 实践"),
        (r"比例|占比|占多少|百分之|share|proportion|percentage", "占 比例 %"),
        (r"缺口|缺人|人才短缺|shortage|gap", "人才缺口 gap"),
        (r"换学分|抵学分|学分互换|免修|credit", "学分 转化 免修 认定 credits"),
        (r"大[一二三四]|在读|[还在]读书|[还在]念书|在上学|(我|他|她)是?(大?学生|高中生|中专生)", "在校学生 在校"),
        (r"中专|职高|职校|中等职业|secondary vocational", "中职 中等职业"),
        (
            r"最长|最多|上限|顶多|封顶|at most|maximum|no more than",
            "不超过 最多 上限 不得超过 以内 at most no more than",
        ),
        (r"最短|最少|至少|最低|下限|起码|at least|minimum", "不少于 不低于 至少 以上 下限 at least"),
        (r"多久|多长时间|how long", "时间 期限 年 个月 为期 years months"),
        (r"[一二三四五六七八九几]成|百分之[几多]", "占 % 比例"),
        (r"电脑|computers?\b", "计算机 computer"),
        (r"买家|顾客|buyers?", "客户 买家 采购商 customer"),
        (r"卖家|sellers?", "商家 企业 merchant"),
        (r"网店|店面|\bshops?\b", "店铺 store"),
        (r"发货|送货|快递|deliver", "物流 履约 交付 logistics fulfilment"),
        (r"带货", "直播带货 直播营销 直播"),
        (r"高校|大学|学校|学院|院校|colleges?|schools?", "院校 高校 学校 college school"),
        (r"公司|单位|企业|compan(y|ies)|firms?", "企业 公司 company"),
        (r"教书|授课|上课|讲课", "教学 课程 授课"),
        (r"书本|课本|书(?![证面])|textbooks?|books?", "教材 textbook"),
        (r"归谁|给谁|算谁的|who keeps|belongs? to", "归 所有 belong"),
        (r"考过|通过了|过了|pass(ed)?", "通过 合格 取证 pass"),
        (r"招聘|招人|hiring", "招聘 用工 需求 recruit"),
        (r"好处|有什么用|作用|意义|benefits?|advantages?", "优势 作用 价值 有利 advantage"),
        (r"缺点|问题|短板|不足|毛病|problems?|shortcomings?|weakness", "不足 问题 欠缺 缺乏 problem"),
        (r"怎么(改|办|做|解决)|对策|建议|solutions?|measures?", "措施 做法 路径 建议 measure"),
        (r"分(成|为)?(哪)?几|几(类|种|块|部分|层|级)|types?|kinds?|categories", "分 类 种 层 kinds layers types"),
        (r"谁写的|作者|author", "作者 author"),
        (r"work placements?|placements?|work experience", "internship practice experience"),
        (r"(choos\w+|pick\w+|select\w*) (the )?(products?|goods|items)( to sell)?", "product selection"),
        (r"\bpay\b|\bpaid\b|\bwages?\b", "salary yuan paid"),
        (r"off campus|outside (the )?(school|campus)", "companies company outside"),
        (r"vocational (high|middle) school", "secondary vocational"),
        (r"software( tools?)?|\bapps?\b", "tools software app"),
        (r"\btypes?\b|\bsorts?\b|\bcategories\b", "kinds layers types"),
        (r"teach(ing)? staff|instructors?|trainers?", "teachers lecturers"),
        (r"set up|establish\w*|found(ed|ing)", "established founded set up"),
        (r"allowed|permitted", "may must"),
        (r"(新|更新|改)版|修订|update|revis", "修订 更新 动态 update"),
        (r"大专|专科|高职院校|junior college", "专科 高职"),
        (r"\broi\b|投入产出|回报率", "投资回报率 return investment"),
    )
)


class Synonyms:
    """The groups of any trade with those of a pack; immutable.

    Args:
        own: patterns over normalised questions with the documents' terms for them.
    """

    def __init__(self, own: Mapping[str, str] | None = None) -> None:
        self._groups = (*_GROUPS, *((re.compile(asked), terms) for asked, terms in (own or {}).items()))
        self._matching = lru_cache(maxsize=256)(self._find)

    def expand(self, question: str) -> str:
        """The sources' terms for what a question asks in other words, '' when there are none."""
        return " ".join(" ".join(terms) for _, terms in self._matching(question))

    def reword(self, question: str, passage: str) -> str:
        """The question in a passage's own wording: a phrase of a group becomes the group's term that stands there.

        Args:
            question: the question, or a part of it; returned as it is where no group fits.
            passage: normalised text of the passage.
        """
        chosen = tuple(
            (asked, term)
            for asked, terms in self._matching(question)
            if (term := next((t for t in terms if t in passage), None)) is not None
        )
        return _replace(question, chosen) if chosen else question

    def _find(self, question: str) -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
        """The groups that a question touches, with their terms."""
        text = normalise(question)
        return tuple((asked, tuple(terms.split())) for asked, terms in self._groups if asked.search(text))


_OF_ANY_TRADE = Synonyms()


def expand(question: str) -> str:
    """The sources' terms for what a question asks in words of any trade."""
    return _OF_ANY_TRADE.expand(question)


@lru_cache(maxsize=4096)
def _replace(question: str, chosen: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    reworded = normalise(question)
    for asked, term in chosen:
        reworded = asked.sub(f" {term} ", reworded)
    return reworded
