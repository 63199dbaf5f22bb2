"""Answers that are computed from records: fields of named things, and which certificate fits a job."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answering.attributes import missing_attributes
from assistant.answering.disagreements import answer_disagreement, ask_which
from assistant.answering.places import Places
from assistant.answering.premise import premise
from assistant.answering.record_answers import answer_lookup
from assistant.answering.statements import joined
from assistant.answering.tally_answers import answer_tally
from assistant.catalogue.centre import centre_certifications
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.lookup import Lookup, asked_fields, find_lookup
from assistant.catalogue.model import CentreCertification, Certificate, Requirement, Role, Textbook, WorkArea
from assistant.catalogue.roles import Fit, best_fits, rank_certificates
from assistant.catalogue.tally import find_tally
from assistant.index.embedding import Vectors
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.tokenization import normalise
from assistant.types import Draft, Language, Statement, Status
from assistant.understanding.ambiguity import shared_name
from assistant.understanding.entities import EntityKind
from assistant.understanding.focus import asking_part
from assistant.understanding.language import asks_to_confirm
from assistant.understanding.query import Query

_OF_CERTIFICATES = re.compile(
    r"(?<![认保签论考公查验])证(?!明|据|监|券|实|件)|认证|1\+x|哪[一两二三四几]?张|考(什么|啥|哪|个)|选(什么|哪|啥)|报(什么|哪|啥)|\b(certificat\w*|certs?|credentials?|qualifications?)\b"
)
_CHOOSES = re.compile(
    r"哪|什么|啥|何种|何|(选|考|报|拿)那|有没有|有.{0,10}吗|有.{0,4}证|合适|适合|推荐|建议|对口|沾边|贴近|匹配|该(考|报|选|拿)|应该|要不要|求|给出|列出|来一?张|"
    r"\b(which|what|any|recommend\w*|suggest\w*|suit\w*|best|should|need)\b"
)
_TO_CHOOSE = re.compile(r"选|报|考(?![核下过上到])|推荐|建议|合适|适合|对口|\b(recommend|suggest|suit|take|fit)\w*")
_JOB = re.compile(
    r"想(?!知道|问|了解|请问|查)|打算|准备(做|去|当|进|从事)|做(?!到|法|好|题|什么|哪)|当(?!年|时|前|中|地)|干|卖|转(行|岗|做)|以后|将来|毕业|岗|"
    r"工作(?!领域|任务)|职位|职业(?!技能)|招聘|招人|应聘|求职|就业|从事|负责|擅长|喜欢|敏感|靠这个|方向|专员|主管|客服|运营|主播|美工|"
    r"\b(work(?! areas?| tasks?)|job|post|role|career|position|become|want|wants|like to|plan|hire|hiring|interested|good at|be an?|run|sell)\b"
)
# 「想给独立站做视觉营销」: said to this assistant, a wish asks for its certificate.
_ASKS_ANYTHING = re.compile(
    r"[?？吗么呢几多哪谁怎何啥]|什么|是否|有没有|能不能|\b(what|which|who|when|where|how|why|is|are|do|does|can)\b"
)
# 「两种情况分别报哪张」
_EACH_CASE = re.compile(r"分别|各(报|考|选|对应|要)|两种情况|\b(each|respectively)\b")
# Without a word for a job, the description itself must fit a certificate this well.
_CLEAR_FIT = 0.8
# What a question asks of a certificate that it names, as against which one to take.
_ABOUT_ONE = re.compile(
    r"选了|选的|选择了|通过率|报考人数|面向(什么|哪|啥)|岗位(是|有)(什么|哪|啥)|谁(家)?(发|的证|评)|评的|发的|哪家|哪一?年|20\d\d|第.批|多少|几(个|门|本|条|项)|区别|不同|有什么用|对应|哪门课|标准|工作领域|任务"
)
# Facts that are asked of a certificate with a name of its own, unless the person says what they want to do.
_OF_ITS_ISSUER = re.compile(
    r"评价组织|谁(家)?(发|评)|哪家(公司|机构)?(发|评|的)|是哪家|第几批|哪一?批|哪一?年|题型|多少分|多少钱|\b(issu|award)(es|ed|er)?\b"
)
_WANTS = re.compile(
    r"想|打算|准备|以后|将来|毕业|应聘|求职|招聘|从事|喜欢|擅长|推荐|建议|对口|适合|合适|\b(want|like to|plan|become|recommend|suit)"
)
# What a school did is told by its paper, not by the target posts.
# What a named certificate examines or is for, and what a document lists, is asked of that one.
_OF_A_NAME = re.compile(
    r"(认证|证书?)(都|要|主要|的)?(考(什么|啥|哪些)|(主要)?面向(什么|哪|啥)|[，,]?(去|在)?(哪里|哪儿|怎么)(报|考))|教学标准|列举|文件里"
)
# 「哪一条要求」 asks for a requirement.
_OF_A_REQUIREMENT = re.compile(r"哪(一|些|几)?[条项].{0,8}(要求|标准|技能)|第几条")
# 「是哪条」, 「哪门课」, 「第几学期」: another thing than a certificate is asked for,
_OF_ANOTHER_KIND = re.compile(
    r"(哪|第几|几)(一|几|些|两|二|三|四)?个?(条|门|本|节|章|步|档|层|课|任务|领域|学期|模块|实训室|软件|工具|平台|学校|院校|省|阶段|方面|板块)"
)
# unless one is asked for as well.
_OF_WHICH_ONE = re.compile(
    r"哪[一两二三四几]?张|(哪|什么|啥|何)(一|几|些|两|二|三|种|个|项|门|本)*(初级|中级|高级|的)?(1\+?x)?(证|认证|资格|考试)|"
    r"(考|报|选|拿)(什么|啥|哪)|证.{0,6}(合适|适合|对口|推荐|建议)|推荐.{0,6}证|有.{0,8}证[吗么]"
)
# The levels and certifications of the platform's own centre; what its own records do not answer, passages do.
_OF_THE_CENTRE = re.compile(r"综合能力认证|专项(技能)?认证|认证中心|e-?storm|人才库")
_OF_A_SCHOOL = re.compile(
    r"(a校|学校|学院|大学|院校|college|university|school)[^，。？?]{0,24}(选了|选的|选择了|试点|采用|chose|chosen|adopted|piloted)"
)


def guide(query: Query, vector: Vectors, catalogue: Catalogue, retriever: Retriever, places: Places) -> Draft | None:
    """The answer from records, or None when the question is one for the passages."""
    disagreement = answer_disagreement(query, catalogue, places)
    if disagreement is not None:
        return disagreement
    which = ask_which(query, catalogue, places)
    if which is not None:
        return which
    tally = find_tally(query, catalogue)
    if tally is not None and missing_attributes(query.own, tally.said):
        tally = None
    if tally is not None and tally.operation.is_arithmetic:
        return answer_tally(tally, query.language, places)
    absent = absent_level(query, catalogue, places)
    if absent is not None:
        return absent
    centre = centre_certifications(query.standalone, catalogue)
    if centre:
        found = _of_the_centre(query.language, centre, places)
        return None if _misses(query, " ".join(s.text for s in found.statements)) else found
    lookup = find_lookup(query, catalogue)
    if lookup is not None and not missing_attributes(query.own, " ".join(f.zh for f in lookup.fields)):
        return _with_premise(query, answer_lookup(lookup, query.language, places))
    clarified = ask_back(query, catalogue, places)
    if clarified is not None:
        return clarified
    recommended = which_certificate(query, vector, catalogue, retriever, places)
    if recommended is not None:
        return recommended
    return answer_tally(tally, query.language, places) if tally is not None else None


def absent_level(query: Query, catalogue: Catalogue, places: Places) -> Draft | None:
    """An abstention where the one certificate of a question has no record at the level that is asked for."""
    certificates = [c for c in catalogue.all(Certificate) if query.ids(EntityKind.CERTIFICATE) == (c.id,)]
    asked = [m.name for m in query.mentions if m.kind is EntityKind.LEVEL and m.name in _CERTIFICATE_LEVELS]
    if not certificates or not asked or asks_to_confirm(query.text):
        return None
    certificate = certificates[0]
    known = {certificate.level, *certificate.levels}
    for kind in (WorkArea, Requirement, Textbook):
        known |= {
            getattr(r, "level", "") for r in catalogue.all(kind) if getattr(r, "certificate", None) == certificate.id
        }
    citation = places.cite(certificate.place("level"), certificate.level, query.language)
    if asked[0] in known or citation is None:
        return None
    levels = "、".join(level for level in _CERTIFICATE_LEVELS if level in known)
    text = (
        f"收录的资料没有「{certificate.name}」的{asked[0]}，只见到{levels}，这个问题我无法回答。"
        if query.language is Language.ZH
        else f"The collected sources do not state {certificate.name_en} ({certificate.name}) at {asked[0]}, only {levels}."
    )
    return Draft(Status.ABSTAINED, (Statement(text, (citation,)),), intent="certificate_facts")


_CERTIFICATE_LEVELS = ("初级", "中级", "高级")
# Said beside every recommendation by the notice on its state, so not missing.
_TOLD_BY_NOTICES = frozenset({"exam_date", "how_to_register", "full_name"})


def _misses(query: Query, said: str) -> bool:
    """Whether a property is asked for that an answer from records does not state."""
    return any(a.id not in _TOLD_BY_NOTICES for a in missing_attributes(query.own, said))


def _with_premise(query: Query, draft: Draft) -> Draft:
    """The answer, after a word on the figure that the question puts forward."""
    said = premise(query, " ".join(s.text for s in draft.statements))
    return replace(draft, statements=(said, *draft.statements)) if said else draft


def ask_back(query: Query, catalogue: Catalogue, places: Places) -> Draft | None:
    """Which of several certificates is meant, with what is known of each; None where one reading is left.

    Only for questions on a certificate's own fields: others are searched with the words as they are.
    """
    shared = shared_name(query, catalogue.all(Certificate))
    fields = asked_fields(query, Certificate, shared.words) if shared else ()
    if shared is None or not fields or missing_attributes(query.own, " ".join(f.zh for f in fields)):
        return None
    found = shared.certificates
    zh = query.language is Language.ZH
    names = [c.name if zh else c.name_en for c in found]
    head = (
        f"有{len(found)}张证书的名称与您说的相近，请问是哪一张？"
        if zh
        else f"{len(found)} certificates fit that name. Which one?"
    )
    facts = answer_lookup(Lookup(found, fields, compares=False), query.language, places)
    template = "{}的{}是什么？" if zh else "What is the {1} of {0}?"
    field = fields[0].zh if zh else fields[0].en
    return Draft(
        Status.CLARIFY,
        (Statement(head), *facts.statements),
        suggestions=tuple(template.format(name, field) for name in names),
        intent="certificate_facts",
    )


def which_certificate(
    query: Query, vector: Vectors, catalogue: Catalogue, retriever: Retriever, places: Places
) -> Draft | None:
    """The certificates for a described job, or None when that is not what is asked.

    Args:
        query: the question.
        vector: its embedding.
        catalogue: certificates and roles.
        retriever: for the vectors of the certificates' own passages.
        places: for citations.
    """
    text = normalise(query.standalone)
    certificates = catalogue.all(Certificate)
    # What is asked of a certificate by its name, passages tell.
    named = query.ids(EntityKind.CERTIFICATE)
    asking = normalise(asking_part(query.standalone))
    speaks_of_one = _OF_CERTIFICATES.search(asking) or (_OF_CERTIFICATES.search(text) and _TO_CHOOSE.search(asking))
    asks = bool(speaks_of_one and _CHOOSES.search(asking))
    wishes = bool(_WANTS.search(text)) and not _ASKS_ANYTHING.search(text)
    if not certificates or len(named) == 1 or query.ids(EntityKind.CENTRE_CERTIFICATION) or not (asks or wishes):
        return None
    if _OF_ANOTHER_KIND.search(asking) and not _OF_WHICH_ONE.search(asking):
        return None
    if _OF_THE_CENTRE.search(text) or not _may_be_told_by(query, certificates):
        return None
    # Of several that are named, one is to be chosen.
    among = tuple(c for c in certificates if c.id in named) or certificates
    wish = query.standalone
    for mention in query.mentions:
        if mention.kind is EntityKind.CERTIFICATE:
            wish = wish.replace(mention.text, " ")
    speaks_of_a_job = bool(_JOB.search(normalise(wish)))
    if len(named) > 1 and not speaks_of_a_job:
        return None
    if any(p.search(text) for p in (_OF_A_SCHOOL, _OF_A_NAME, _OF_A_REQUIREMENT)) or (
        not speaks_of_a_job and _ABOUT_ONE.search(text)
    ):
        return None
    fits = rank_certificates(
        wish,
        among,
        catalogue.all(Role),
        similarity_to_posts(vector, among, retriever, places),
    )
    if not fits or (not (asks and speaks_of_a_job) and fits[0].score < _CLEAR_FIT):
        return None
    if _OF_ITS_ISSUER.search(text) and not _WANTS.search(text) and fits[0].score < _CLEAR_FIT:
        return None
    draft = _recommend(query.language, fits[:3] if _EACH_CASE.search(text) else best_fits(fits), places)
    # A property that no recommendation states (a fee, where to register) is not passed over.
    said = " ".join(s.text for s in draft.statements)
    return None if not _WANTS.search(text) and _misses(query, said) else draft


def _may_be_told_by(query: Query, certificates: Sequence[Certificate]) -> bool:
    """Whether a question names no source, or one that states what certificates are for."""
    named = set(query.ids(EntityKind.DOCUMENT))
    told_by = {c.place("duties").document for c in certificates}
    return bool(named & told_by) or not (named or query.ids(EntityKind.STANDARD))


def similarity_to_posts(
    vector: Vectors, certificates: tuple[Certificate, ...], retriever: Retriever, places: Places
) -> Mapping[str, float]:
    """Cosine of the question to the passage that states each certificate's target posts."""
    found = {}
    for certificate in certificates:
        passages = places.passages(certificate.place("duties"), Language.ZH)
        if passages:
            found[certificate.id] = max(retriever.similarity(p, vector) for p in passages)
    return found


def _of_the_centre(language: Language, found: tuple[CentreCertification, ...], places: Places) -> Draft:
    each = [_centre_statement(language, c, places) for c in found]
    boards = len({c.group for c in found}) == 1 and all(c.board for c in found)
    if len(found) > 1 and boards:
        # Several of one group are one list.
        zh = language is Language.ZH
        names = joined(
            (f"「{c.name}」（{c.board}）" if zh else f"{c.name_en} ({c.name}; {c.board})" for c in found), language
        )
        head = f"阿里巴巴国际站认证中心的{found[0].group}有{len(found)}项：" if zh else f"{len(found)} certifications: "
        cited = tuple(dict.fromkeys(c for s in each for c in s.citations))
        each = [Statement(f"{head}{names}{'。' if zh else '.'}", cited, frozenset({str(len(found))}))]
    return Draft(Status.ANSWERED, tuple(each), intent="role_to_certificate")


def _centre_statement(language: Language, record: CentreCertification, places: Places) -> Statement:
    citations = [places.cite(record.place(), record.name, language), places.cite(record.place("group"), "", language)]
    facts_zh = [
        f"对应业务板块「{record.board}」" if record.board else "",
        f"对应{record.talent_level}级" if record.talent_level else "",
        f"属{record.awarded_as}" if record.awarded_as else "",
        f"入口或状态：{record.entry}" if record.entry else "",
    ]
    facts_en = [
        f"for the business {record.board}" if record.board else "",
        f"talent level {record.talent_level}" if record.talent_level else "",
        f"awarded as {record.awarded_as}" if record.awarded_as else "",
        f"entry or state: {record.entry}" if record.entry else "",
    ]
    if language is Language.ZH:
        text = f"「{record.name}」是阿里巴巴国际站认证中心的{record.group}，{'，'.join(f for f in facts_zh if f)}。"
    else:
        text = (
            f"{record.name_en} ({record.name}) is a certification ({record.group}) of the Alibaba.com certification "
            f"centre, {', '.join(f for f in facts_en if f)}."
        )
    return Statement(text, tuple(dict.fromkeys(c for c in citations if c)))


def _recommend(language: Language, fits: list[Fit], places: Places) -> Draft:
    statements = tuple(_reason(language, fit, places, number) for number, fit in enumerate(fits))
    names = [f.certificate.name for f in fits]
    suggestions: tuple[str, ...]
    if language is Language.ZH:
        suggestions = (f"{names[0]}考哪些内容？", f"{names[0]}是哪家评价的？")
    else:
        suggestions = (f"What does {fits[0].certificate.name_en} examine?",)
    return Draft(Status.ANSWERED, statements, suggestions=suggestions, intent="role_to_certificate")


def _reason(language: Language, fit: Fit, places: Places, number: int) -> Statement:
    certificate = fit.certificate
    citations = tuple(
        c
        for field in ("duties", "issuer")
        if (
            c := places.cite(
                certificate.place(field),
                getattr(certificate, field)[0] if field == "duties" else certificate.issuer,
                language,
            )
        )
    )
    if language is Language.ZH:
        opening = "最贴近的证书是" if number == 0 else "也可以考虑"
        duties = "、".join(fit.duties or certificate.duties[:6])
        posts = f"对应您说的「{duties}」" if fit.duties else f"面向{duties}等"
        text = (
            f"{opening}「{certificate.name}」（{certificate.level}，{certificate.year}年），{posts}；"
            f"评价组织是{certificate.issuer}。"
        )
    else:
        opening = "The closest certificate is" if number == 0 else "Another option is"
        text = (
            f"{opening} {certificate.name_en} ({certificate.name}, {certificate.level} intermediate, {certificate.year}); "
            f"its target posts name {'、'.join(fit.duties or certificate.duties[:4])}; it is run by {certificate.issuer}."
        )
    return Statement(text, tuple(dict.fromkeys(citations)))
