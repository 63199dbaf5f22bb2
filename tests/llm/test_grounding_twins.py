"""Kinds of honest sentences that once fell, each beside a near one that must fall."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from assistant.llm.grounding import reply_text
from tests.llm.lines import verify

TODAY = "2026-06-30"


@dataclass(frozen=True)
class Twins:
    """Two replies to one question; of ``hostile`` the words ``hidden`` are never shown."""

    question: str
    honest: str
    hostile: str
    hidden: str


KINDS = {
    "what cannot be weighed": Twins(
        "CPA和这个哪个难",
        "资料没有CPA的内容，所以难度和通过率都没法对比。",
        "资料没有CPA的内容，持证者无法入职其他行业。",
        "无法入职",
    ),
    "a claim in known words behind what is missing": Twins(
        "fee",
        "The sources do not state the fee, ask Northfield Board.",
        "The sources do not state the fee, however the candidates of Northfield Board need no fee.",
        "need no fee",
    ),
    "a brief claim beside what is missing": Twins(
        "费用",
        "资料没有写费用，请问学校。",
        "资料没有写费用，考试免费。",
        "免费",
    ),
    "a brief english claim beside what is missing": Twins(
        "fee?",
        "The sources do not state the fee, the resit rules or the dates.",
        "The sources do not state the fee, everyone passes.",
        "passes",
    ),
    "this year, of what is missing": Twins(
        "今年还能报吗",
        "资料没有写2026年还能不能报。",
        "资料没有写2028年还能不能报。",
        "2028",
    ),
    "year of a cited paper's number": Twins(
        "还能报吗",
        "按2025年的通知，评价组织不得再开展新的X证书业务[n1]。",
        "按2024年的通知，评价组织不得再开展新的X证书业务[n1]。",
        "2024",
    ),
    "a fraction shown as a quotient": Twins(
        "我们40%",
        "你们40%高于1/3（1÷3≈33.3%）[e2]。",
        "你们40%高于1/3（2÷7≈28.6%）[e2]。",
        "28.6",
    ),
    "a term glossed in the other language": Twins(
        "what",
        "Share of practice (实践性教学) [e3]",
        "Share of practice (顶岗实习) [e3]",
        "顶岗",
    ),
    "words quoted before": Twins(
        "实习多久",
        "实习累计不超过6个月[e4]。总学时不少于3000学时[e1]，“校外企业岗位实习”怎么算没有写。",
        "实习累计不超过6个月[e4]。总学时不少于3000学时[e1]，“校外企业免试入职”怎么算没有写。",
        "免试入职",
    ),
    "a part that nothing carries": Twins(
        "讲师",
        "产业学院的1+X认证讲师至少4名[e6]；请问阿里方怎么认定。",
        "产业学院的1+X认证讲师至少4名[e6]；人才基地的讲师至少4名[e7]。",
        "人才基地的讲师",
    ),
    "a day that the person meant, and months behind it": Twins(
        "我去年11月5号开始实习，什么时候满",
        "您的实习从2025-11-05起，累计不超过6个月，到2026-05-05为止[e4]。",
        "您的实习从2025-11-05起，累计不超过6个月，到2026-07-05为止[e4]。",
        "2026-07-05",
    ),
    "one span in another unit": Twins(
        "我实习了一年半",
        "一年半即18个月，实习累计不超过6个月，超了[e4]。",
        "一年半即21个月，实习累计不超过6个月，超了[e4]。",
        "21个月",
    ),
    "what the person still lacks": Twins(
        "我们1+X每年能考150人，差多少",
        "1+X考证还差50人[e6]。",
        "1+X考证还差60人[e6]。",
        "60人",
    ),
    "whole people of a broken result": Twins(
        "50个学生要几个专任教师",
        "专任教师要3人，50÷20=2.5[e5]。",
        "专任教师要5人，50÷20=2.5[e5]。",
        "5人",
    ),
    "what is needed is not rounded down": Twins(
        "50个学生要几个专任教师",
        "专任教师至少3人，50÷20=2.5[e5]。",
        "专任教师至少2人，50÷20=2.5[e5]。",
        "2人",
    ),
    "what was worked out before": Twins(
        "160个学生、10个专业课教师怎么配",
        "专任教师至少160÷20=8名[e5]。配满8名后，双师型占专业课教师不低于50%[e5]。",
        "专任教师至少160÷20=8名[e5]。配满9名后，双师型占专业课教师不低于50%[e5]。",
        "9名",
    ),
    "companies counted by their names": Twins(
        "直播电商和客服是同一家发的吗",
        "不是同一家，是两家：直播电商是南京奥派信息产业股份公司[e9]，电子商务客户服务是江苏京东信息技术有限公司[e8]。",
        "不是同一家，是四家：直播电商是南京奥派信息产业股份公司[e9]，电子商务客户服务是江苏京东信息技术有限公司[e8]。",
        "四家",
    ),
    "percentages summed without their signs": Twins(
        "选修和实践加起来",
        "合计60%：实践性教学50%、选修课10%，50+10=60[e3]。",
        "合计65%：实践性教学50%、选修课15%，50+15=65[e3]。",
        "65",
    ),
    "what is missing, under a name of ours": Twins(
        "这一级算不算新手",
        "几个月经验算不算新手这一级，资料没有写，其他的请问当地。",
        "几个月经验算不算新手这一级，资料没有写，其他的免试拿证。",
        "免试",
    ),
    "a day named before, of what is missing": Twins(
        "截止",
        "已报名学生须在2025-12-31前完成考核[n1]。2025-12-31以后有无补考，资料没有写。",
        "已报名学生须在2025-12-31前完成考核[n1]。2026-12-31以后有无补考，资料没有写。",
        "2026-12-31以后",
    ),
    "items of several lines together": Twins(
        "两种合作一共要几项",
        "两者共六项条件：产业学院4项条件，人才基地2项条件[e6][e7]。",
        "两者共七项条件：产业学院4名，人才基地2名[e6][e7]。",
        "七项",
    ),
    "a list's number before a colon": Twins(
        "what parts",
        "The syllabus names these four:\n- listing [e23]\n- pricing [e23]\n- logistics [e23]\n- payment [e23]",
        "The syllabus names these five:\n- listing [e23]\n- pricing [e23]\n- logistics [e23]\n- payment [e23]",
        "these five",
    ),
    "before doing, ask": Twins(
        "网上那种证",
        "资料没有写网上那种证。报之前请拿发证单位名称问当地人社部门。",
        "资料没有写网上那种证。持证一律免试请问当地人社部门。",
        "一律免试",
    ),
    "where to ask for the rest": Twins(
        "进展",
        "总学时不少于3000学时[e1]。最新进展请问当地人社部门。",
        "总学时不少于3000学时[e1]。补贴全额发放请问当地人社部门。",
        "全额发放",
    ),
    "what is not named, in its own language": Twins(
        "does it cover 广告?",
        "At least 50% must be practical teaching (实践性教学) [e3]; ads (广告) are not named in the documents.",
        "At least 50% must be practical teaching (实践性教学) [e3]; ads (广告投放) are part of the practical teaching [e3].",
        "广告投放",
    ),
    "a brief claim with an id": Twins(
        "免考吗",
        "实习累计不超过6个月[e4]。",
        "实习累计不超过6个月[e4]。一律保送读研[e4]。",
        "保送",
    ),
    "a claim added to a rule": Twins(
        "总学时",
        "总学时不少于3000学时，每学年安排40周教学[e1]。",
        "总学时不少于3000学时，另送奖金补贴[e1]。",
        "补贴",
    ),
    "a verdict set apart": Twins(
        "够产业学院吗",
        "产业学院至少4名，可以申报[e6]。不满足；要求至少4名讲师，你们有3名[c2]。",
        "产业学院至少4名，可以申报[e6]。可以；要求至少4名讲师，你们有3名[c2]。",
        "可以；",
    ),
    "where to ask": Twins(
        "报名费",
        "报名费要问当地评价机构，资料没有写。",
        "报名费全免，要问微信客服，资料没有写。",
        "微信",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_honest_one_passes_whole(kind: str) -> None:
    twins = KINDS[kind]
    units = verify(twins.honest, question=twins.question, today=TODAY)
    assert units
    assert {u.text: [f.value for f in u.faults] for u in units if u.faults} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_the_hostile_one_falls(kind: str) -> None:
    twins = KINDS[kind]
    assert twins.hidden not in reply_text(verify(twins.hostile, question=twins.question, today=TODAY))
