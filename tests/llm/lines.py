"""Lines for tests of verification: small sources made for it, and a lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.evidence.evidence import Evidence, Form
from assistant.llm.grounding import Line, StreamVerifier
from assistant.llm.grounding.checked import Checked
from assistant.types import Authority, Citation

# A name and how else it is written; the lexicon gives the name.
_NAMES = {
    "跨境电子商务师": ["cross-border e-commerce specialist"],
    "电子商务师": ["电商师", "e-commerce specialist"],
    "直播电商": [],
    "社交电商运营": [],
    "电子商务客户服务": [],
    "操盘官": ["operator"],
    "产业学院": ["industry college"],
    "人才基地": ["talent base"],
    "京东": ["jd.com"],
    "初级": ["elementary"],
    "中级": ["intermediate"],
    "高级": ["advanced"],
    "新手": ["novice"],
    "山东": ["shandong"],
    "广东": ["guangdong"],
    "新疆": ["xinjiang"],
    "浙江": ["zhejiang"],
    "上海": ["shanghai"],
    "河南": ["henan"],
    "深圳": ["shenzhen"],
    "客服主管": [],
    "跨境物流实务": [],
}


def names(text: str) -> Iterable[str]:
    """The lexicon's names in a text."""
    lower = text.lower()
    return [name for name, others in _NAMES.items() if name in lower or any(o in lower for o in others)]


def line(
    id_: str,
    text: str,
    *,
    title: str = "",
    shown: str | None = None,
    form: Form = Form.SPAN,
    issued: str | None = None,
) -> Line:
    """A line as it is shown to the model: its source, then its words."""
    citation = Citation(
        document=f"doc-{id_}",
        title=title,
        publisher="",
        issued=issued,
        locator="",
        quote=text,
        start=0,
        end=len(text),
        authority=Authority.UNKNOWN.value,
    )
    evidence = Evidence(form, text, (citation,), Authority.UNKNOWN)
    return Line(id_, evidence, shown if shown is not None else " ".join(filter(None, (title, issued, text))))


def computed(id_: str, text: str) -> Line:
    """A value computed from others: it quotes nothing."""
    return Line(id_, Evidence(Form.COMPUTED, text, (), Authority.UNKNOWN), text)


STANDARD = "中等职业学校电商专业教学标准"
LINES = {
    entry.id: entry
    for entry in (
        line("e1", "三年制总学时数不少于3000学时，每学年安排40周教学。", title=STANDARD, issued="2025-02"),
        line("e2", "公共基础课程学时一般占总学时的1/3，专业课程学时一般占总学时的2/3。", title=STANDARD),
        line("e3", "实践性教学学时原则上占总学时50%以上，选修课程占比不少于10%。", title=STANDARD),
        line("e4", "实习时间累计不超过6个月，校外企业岗位实习时间一般不超过3个月，按每周30学时安排。", title=STANDARD),
        line("e5", "专任教师数与在校生数之比不低于1:20，即学生数除以20；双师型教师占专业课教师的比例不低于50%。"),
        line("e6", "产业学院要求：1+X认证讲师至少4名；每年1+X考证200人或操盘官280人。", title="高校人才计划"),
        line("e7", "人才基地要求：1+X认证讲师至少2名；考证人数无特殊要求。", title="高校人才计划"),
        line("e8", "电子商务客户服务（中级），评价组织为江苏京东信息技术有限公司，面向售前服务、售中服务、售后服务。"),
        line("e9", "直播电商职业技能等级证书的评价组织是南京奥派信息产业股份公司，2021年发布。"),
        line("e10", "社交电商运营的评价组织是中联集团教育科技有限公司，面向产品运营、平台运营、用户运营、社群运营。"),
        line("e11", "工作领域：平台店铺运营、跨境交易履约、海外社交媒体营销；任务1.3.1至1.3.4属于数据分析。"),
        line("e12", "中级教材的建议学时合计64，独立实操学时合计64，每本各32学时建议学时与32学时独立实操。"),
        line("e13", "没有证书的实习生月均工资3633元，持证实习生月均工资5177元。", title="A校1+X论文"),
        line("e14", "A校2022年申报试点100人；累计近200名学生参加考试，通过率90%左右。", title="A校1+X论文"),
        line(
            "e15",
            "五级满3年可申报四级；从业累计满5年也可申报；高职、大专对口毕业（含应届在读）可申报。",
            title="广东2025年6月考期页",
        ),
        line("e16", "本科备案：山东3个，新疆2个，广东0个；专科备案：广东66个。", title="2023年度备案统计"),
        line("e17", "R：Relationship with customer，客户关系；T：Trade management，贸易交易。", title="e-STORM模型"),
        line("e18", "操盘官面向新手，设有学生入口，对工作经验没有要求。", title="阿里巴巴高校人才计划（2021）"),
        line(
            "e19",
            "职业技能等级证书由经人社部门备案的用人单位和社会培训评价组织发放，可在https://zscx.osta.org.cn查询。",
        ),
        line("e20", "专业代码730702，属于财经商贸大类，职业编码4-06-01-02。", title=STANDARD),
        line(
            "e21",
            "The certificate is valid for three years; the examination fee is 300 yuan and the pass mark is 60.",
            title="Candidate guide",
        ),
        line(
            "e22",
            "Candidates need two years of work experience or the junior certificate issued by Northfield Board.",
            title="Candidate guide",
        ),
        line(
            "e23",
            "The syllabus has four parts: listing, pricing, logistics and payment. Training takes 120 class hours.",
            title="Syllabus 2024",
        ),
        line(
            "e24", "Registration closes on 31 December 2025 and results are published in March 2026.", title="Calendar"
        ),
        line("e25", "Network Support Technician: 140 candidates sat the examination and 98 passed.", title="Results"),
        computed("c1", "满足：要求讲师至少2名，现有3名，3≥2"),
        computed("c2", "不满足：要求讲师至少4名，现有3名，还差1名（4−3=1）"),
        computed("c3", "合计128学时：64+64=128"),
        computed("c4", "Not met: 45 hours are required, 30 were completed, 15 are missing"),
        line(
            "n1",
            "据人社厅函〔2025〕154号（仅见转载），评价组织自通知印发起不得再开展新的X证书业务，已报名学生须在2025年12月31日前完成考核。",
            form=Form.NOTICE,
        ),
    )
}


def verify(
    reply: str | Sequence[str],
    *,
    question: str = "",
    said: str = "",
    ids: str = "",
    max_chars: int = 6_000,
    prompt: str = "",
    today: str = "",
) -> list[Checked]:
    """All units of a reply; ``ids`` limits what was shown."""
    lines = [LINES[i] for i in ids.split()] if ids else list(LINES.values())
    verifier = StreamVerifier(
        lines, question=question, said_by_person=said, names=names, max_chars=max_chars, prompt=prompt, today=today
    )
    units: list[Checked] = []
    for piece in [reply] if isinstance(reply, str) else reply:
        units += verifier.feed(piece)
    return units + list(verifier.close())
