"""Honest replies pass whole: a false alarm costs an answer."""

from __future__ import annotations

import pytest

from tests.llm.lines import verify

# (question and history, reply)
HONEST = {
    "rule with its unit": ("总学时多少", "总学时不少于3000学时[e1]。"),
    "full width": ("总学时多少", "总学时不少于３０００学时[e1]。"),
    "number in words": ("总学时多少", "三年至少要上三千学时[e1]。"),
    "fraction in words": ("公共课占多少", "公共基础课一般占三分之一，专业课占三分之二[e2]。"),
    "percent in words": ("实践多少", "实践性教学要占百分之五十以上[e3]。"),
    "list with a lead-in": (
        "课时怎么要求",
        "按教学标准（2025-02）：\n- 总学时：不少于3000学时[e1]；\n- 公共基础课：一般占1/3[e2]；\n- 选修课：不少于10%[e3]。",
    ),
    "list cited at its lead-in": ("考哪几块", "三块内容[e11]：\n1. 平台店铺运营\n2. 跨境交易履约\n3. 海外社交媒体营销"),
    "list cited at its end": ("考哪几块", "考三块：\n1. 平台店铺运营\n2. 跨境交易履约\n3. 海外社交媒体营销[e11]"),
    "count in one sentence": ("考哪几块", "三块：平台店铺运营、跨境交易履约、海外社交媒体营销[e11]。"),
    "count of own items": (
        "考哪几块",
        "一共三大块：\n- 平台店铺运营[e11]\n- 跨境交易履约[e11]\n- 海外社交媒体营销[e11]",
    ),
    "difference shown": ("差多少", "讲师差2名：产业学院至少4名，人才基地至少2名（4−2=2）[e6][e7]。"),
    "difference not shown": ("差多少", "产业学院至少4名讲师，人才基地至少2名，相差2名[e6][e7]。"),
    "gap of two quoted": ("差多少", "持证的月均比没证的多1544元[e13]。"),
    "sum shown": ("一共多少", "共128学时：建议学时64，独立实操64，64+64=128[e12]。"),
    "sum of a computed line": ("一共多少", "一共128学时[c3]。"),
    "quotient with the person's number": ("160个学生配几个老师", "专任教师至少8名：160÷20=8[e5]。"),
    "product with the person's number": ("有10个专业课教师", "双师型至少5名：10×50%=5[e5]。"),
    "estimate": ("大概过几个", "大概90个：100×90%≈90，按通过率90%左右估算[e14]。"),
    "share of the whole": ("实践多少学时", "实践性教学至少1500学时：3000×50%=1500[e1][e3]。"),
    "person's figure above a rule": (
        "我们才40%是不是不达标",
        "不算不达标：标准写的是公共基础课一般占1/3，你们40%已高于1/3（约33%）[e2]。",
    ),
    "years still missing": ("五级拿了两年了", "还差1年：3−2=1[e15]。"),
    "date in two ways": ("什么时候截止", "已报名的须在2025-12-31前考完[n1]。"),
    "date less exact": ("什么时候截止", "已报名的到2025年底要考完[n1]。"),
    "code of a notice": ("依据是什么", "依据是人社厅函〔2025〕154号（仅见转载）[n1]。"),
    "codes": ("专业代码", "专业代码是730702，职业编码是4-06-01-02[e20]。"),
    "inner code": ("数据分析是哪条", "数据分析对应任务1.3.1到1.3.4[e11]。"),
    "latin glosses": ("R和T是什么", "R是Relationship with customer，客户关系；T是Trade management，贸易交易[e17]。"),
    "title in marks": ("依据", "《中等职业学校电商专业教学标准》规定总学时不少于3000学时[e1]。"),
    "title shortened": ("依据", "《中职电商专业教学标准》规定总学时不少于3000学时[e1]。"),
    "quoted words": ("怎么写的", "标准说实习“累计不超过6个月”[e4]。"),
    "quoted for stress": ("差在哪", "考证差在“有和没有”：产业学院每年200人，人才基地无特殊要求[e6][e7]。"),
    "name of the question": ("跨境物流实务几学分", "资料没有写跨境物流实务的学分。"),
    "what is missing": ("上海落户加几分", "资料没有上海落户或积分加分的内容，无法回答，请查上海当地的落户政策。"),
    "missing and a next step": ("深圳哪个考点", "资料没有写深圳的考点。请向当地评价机构咨询。"),
    "verdict first": ("我基础为零可以吗", "可以。操盘官面向新手，对工作经验没有要求[e18]。"),
    "verdict of a computed line": ("我们3名讲师够人才基地吗", "满足：要求至少2名，你们有3名[c1]。"),
    "verdict not met": ("我们3名讲师够产业学院吗", "不满足：产业学院要求至少4名，你们只有3名，还差1名[c2]。"),
    "verdict denied": ("够产业学院吗", "还不符合产业学院的要求：至少4名，还差1名[c2]。"),
    "two certificates": ("这俩谁评的", "两张分别由南京奥派信息产业股份公司和中联集团教育科技有限公司评价[e9][e10]。"),
    "subject of what is missing": ("多少钱", "操盘官和产业学院，报名费多少资料都没写。"),
    "what the documents do not name": ("what does it cost", "The documents name no retake fee."),
    "steps": ("那我该怎么办", "接着：问当地人社部门什么时候开考。"),
    "equal sums of two things": (
        "建议学时和实操学时各是多少",
        "- 建议学时：每本32学时，32+32=64[e12]\n- 实操学时：每本32学时，32+32=64[e12]",
    ),
    "table": (
        "比较讲师要求",
        "| 合作 | 讲师 | 来源 |\n|---|---|---|\n| 产业学院 | 至少4名 | [e6] |\n| 人才基地 | 至少2名 | [e7] |",
    ),
    "table cited at its lead-in": (
        "比较讲师要求",
        "讲师要求如下[e6][e7]：\n\n| 合作 | 讲师 |\n|---|---|\n| 产业学院 | 至少4名 |\n| 人才基地 | 至少2名 |",
    ),
    "paragraph cited at its end": ("R", "产业学院的1+X认证讲师至少4名。每年1+X考证200人或操盘官280人[e6]。"),
    "follows from what is cited": ("T", "总学时不少于3000学时[e1]。每学年安排40周教学。"),
    "question back": ("能报吗", "四级有几条路[e15]。你是对口专业毕业的吗？"),
    "zero": ("广东本科几个", "广东本科是0个，专科66个[e16]。"),
    "most of a list": ("本科最多是哪", "不是：本科最多的是山东（3个），其次新疆（2个），广东本科0个[e16]。"),
    "several ids in a bracket": ("讲师", "产业学院4名、人才基地2名[e6, e7]。"),
    "chinese brackets": ("讲师", "产业学院至少4名【e6】，人才基地至少2名（e7）。"),
    "an address of the source": ("哪里查", "可在 https://zscx.osta.org.cn 查询[e19]。"),
    "headings": ("概况", "## 学时\n\n总学时不少于3000学时[e1]。\n\n## 实习\n\n实习累计不超过6个月[e4]。"),
    "ordinals": ("要点", "第一，总学时不少于3000学时[e1]。第二，实习累计不超过6个月[e4]。"),
    "emphasis": ("多少", "总学时**不少于3000学时**[e1]。"),
    "wrapped in a text fence": ("多少", "```markdown\n总学时不少于3000学时[e1]。\n```"),
    "formula with units": ("差", "差1544元：5177元 − 3633元 = 1544元[e13]。"),
    "english rule": ("how long is it valid", "The certificate is valid for three years [e21]."),
    "english digits for words": ("how long", "It is valid for 3 years and the pass mark is 60 [e21]."),
    "english verdict": (
        "Do I need experience?",
        "Yes. Candidates need two years of work experience or the junior certificate [e22].",
    ),
    "english count": ("what parts", "There are four parts: listing, pricing, logistics and payment [e23]."),
    "english list": ("what parts", "The syllabus has four parts [e23]:\n- listing\n- pricing\n- logistics\n- payment"),
    "english date": ("until when", "Registration closes on 2025-12-31 and results come in March 2026 [e24]."),
    "english missing": ("what does it cost in Berlin?", "The sources do not state a fee for Berlin."),
    "english missing and next step": (
        "is it hard?",
        "The sources do not give a pass rate. Please ask the examination board.",
    ),
    "english product": ("two people", "Two candidates pay 600 yuan: 2 × 300 = 600 [e21]."),
    "english of chinese lines": ("practice share", "At least 50% of class hours must be practical teaching [e3]."),
    "english verdict not met": (
        "did I do enough hours?",
        "Not met: 45 hours are required and you completed 30, so 15 are missing [c4].",
    ),
    "english question back": (
        "which one?",
        "Candidates need two years of work experience [e22]. Do you already have the junior certificate?",
    ),
    "english name of the source": ("who issues it", "The junior certificate is issued by Northfield Board [e22]."),
    "parenthesis of its own": ("占一半", "公共基础课一般占1/3[e2]。（“占总学时50%以上”的是实践性教学[e3]。）"),
    "year of two digits": ("26年还能考吗", "26年不能再报：评价组织不得再开展新的X证书业务[n1]。"),
    "what is asked, then missing": ("学分", "总学时不少于3000学时[e1]。学分怎么折算，资料没有写。"),
    "from zero": ("新手", "操盘官 has an entrance for students, so you can start from zero [e18]."),
    "more, in english": (
        "pay",
        "Holders earned 5177 yuan a month, about 1544 yuan more than those without (3633) [e13].",
    ),
    "points in brackets": ("要点", "（1）总学时不少于3000学时；（2）实习累计不超过6个月[e1][e4]。"),
    "conclusion of what was cited": (
        "考哪",
        "工作领域是平台店铺运营、跨境交易履约和海外社交媒体营销[e11]。所以不只是数据分析，跨境交易履约也要学。",
    ),
    "brief answer first": ("是不是只考数据分析", "不是只考数据分析。它只是其中一项任务（1.3.1至1.3.4）[e11]。"),
    "both of two": ("讲师", "产业学院和人才基地都要求1+X认证讲师，前者至少4名，后者至少2名[e6][e7]。"),
    "total of a row": ("本科", "本科备案合计5个（3+2+0=5）[e16]。"),
    "part missing": ("重考", "The fee is 300 yuan [e21]. I could not find a resit fee in the sources."),
    "sorry first": ("通过率", "抱歉，资料里没有今年的通过率。能找到的只有A校2022年的情况：通过率90%左右[e14]。"),
    "company in short": ("谁评", "直播电商证书由奥派公司评价[e9]。"),
    "bounds in other words": ("实习", "实习最多6个月，选修课至少10%，实践至少50%[e3][e4]。"),
    "before its day": ("截止", "已报名学生要在2025年12月31日之前考完[n1]。"),
    "english list of what is missing": (
        "resit",
        "The sources do not state the resit fee, the pass rate or the exam dates.",
    ),
    "offer": ("学时", "总学时不少于3000学时[e1]。需要我再列出实习的要求吗？"),
}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_reply_passes_whole(name: str) -> None:
    question, reply = HONEST[name]
    units = verify(reply, question=question)
    assert units
    assert {u.text: [f.value for f in u.faults] for u in units if u.faults} == {}
