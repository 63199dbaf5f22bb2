"""Turns that are no question to the sources: greetings, misuse, attempts to change the instructions.

Each gets a short fitting reply. Rules decide, not retrieval: an instruction inside a question must
never be weighed against passages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.retrieval.tokenization import normalise
from assistant.types import Language


class Conduct(StrEnum):
    """Why a turn is not answered from the sources."""

    GREETING = "greeting"
    THANKS = "thanks"
    IDENTITY = "identity"
    INSTRUCTIONS = "instructions"
    CHEATING = "cheating"
    PERSONAL_DATA = "personal_data"
    OFF_TOPIC = "off_topic"


@dataclass(frozen=True, slots=True)
class _Rule:
    conduct: Conduct
    pattern: re.Pattern[str]
    # A greeting before a real question is no greeting; misuse counts wherever it stands.
    whole: bool = False


def _rule(conduct: Conduct, pattern: str, *, whole: bool = False) -> _Rule:
    return _Rule(conduct, re.compile(pattern), whole)


_END = r"[\s!！?？。.,，~～呀啊哦呢哈]*"
_PERSON = r"(学生|老师|教师|考生|学员|同学|讲师|员工|别人|他人|客户|student|teacher|candidate|learner|trainee|people|person|user)"
_PRIVATE = (
    r"(手机号|电话号码|身份证|家庭住址|住址|银行卡|微信号|qq号|私人|隐私|个人信息|成绩单|密码|phone numbers?|id (card|number)|"
    r"home address|e-?mail address(es)?|passwords?|personal (data|information|details)|bank (account|card))"
)
_RULES: tuple[_Rule, ...] = (
    _rule(
        Conduct.INSTRUCTIONS,
        r"(忽略|无视|忘记|忘掉|抛开|不要管|别管|绕过|覆盖).{0,12}(指令|规则|限制|提示|设定|约束)|系统提示|提示词"
        r"|你.{0,8}(没有任何|不受|解除).{0,4}(限制|约束)|(没有|不受)(任何)?(限制|约束).{0,4}(助手|ai|模型|机器人)"
        r"|(现在|从现在起|今后|接下来).{0,4}你(是|就是|扮演|变成|要当)|你(现在|从现在起)(是|就是|扮演)|扮演.{0,12}(角色|助手|模型|专家|黑客)|越狱|开发者模式|dan模式"
        r"|(ignore|disregard|forget|override|bypass).{0,30}(instruction|rule|prompt|guideline|restriction|above)|system prompt|jailbreak|developer mode|you are now|pretend (to be|you)|^act as (a|an|if)|now act as|without (any )?restrictions"
        r"|(不用|无需|别|不要)(引用|依据|查)(资料|文档|来源).{0,10}(编|随便|直接)|随便编|编一个|瞎编|make (it|them|something|things|answers?) up|make up (a|an|some|any|the) (answer|fact|stor|number|certificate|quote)|fabricate|invent (a|an|some)",
    ),
    _rule(
        Conduct.CHEATING,
        r"作弊|代考|枪手|替考|买证|假证|伪造|造假|泄题|考试答案|原题答案|真题答案|漏题|包过|刷(学时|课时)|挂课|代刷|蒙混|夹带|小抄|篡改(成绩|记录)|花钱(买|办)(个|张|到)?(证|文凭|学历|成绩|答案)|"
        r"\bcheat|fake (certificate|diploma|id)|forge|leaked? (exam|question|answer)|answer key|buy (a|the) certificate|impersonat",
    ),
    _rule(
        Conduct.PERSONAL_DATA,
        rf"{_PERSON}.{{0,14}}{_PRIVATE}|{_PRIVATE}.{{0,14}}{_PERSON}|(姓名|名字|名单).{{0,8}}(手机|电话|身份证|联系|成绩)|(列出|导出|给我|发我|告诉我).{{0,14}}{_PERSON}.{{0,8}}(名单|姓名|通讯录|花名册)"
        rf"|{_PERSON}.{{0,8}}(名单|花名册|通讯录).{{0,6}}(列|发|给|导)|(names?|list).{{0,20}}(phone|contact|id number|e-?mails?)",
    ),
    _rule(
        Conduct.OFF_TOPIC,
        r"a股|股票|股市|彩票|基金(推荐|买)|天气|做饭|菜谱|星座|算命|写(一?首|个)?(诗|歌|小说|情书|代码|程序|脚本)|讲个?笑话|世界杯|篮球|足球|明星|八卦|总统|选举|打游戏|"
        r"减肥|看病|吃什么药|谈恋爱|女朋友|男朋友|weather|\bstocks?\b|lottery|recipe|horoscope|write (me )?(a |an )?(poem|song|story|code|script|essay)|tell me a joke|football|who will win|translate this",
    ),
    _rule(
        Conduct.GREETING,
        rf"((你|您)好|哈喽|嗨|hi|hello|hey|早上好|下午好|晚上好|在吗|在不在|有人吗|good (morning|afternoon|evening)){_END}",
        whole=True,
    ),
    _rule(
        Conduct.THANKS,
        rf"((好的|ok|okay|行|嗯嗯?|明白了|知道了|了解了?|收到)[,，\s]*)?(谢谢|多谢|感谢|辛苦|thanks?|thank you|thx|拜拜|再见|bye|good ?bye|好的|明白了|知道了|收到)"
        rf"(你|您|啦|了|very much|a lot|so much|[!！。.~\s])*{_END}",
        whole=True,
    ),
    _rule(
        Conduct.IDENTITY,
        rf"(你|您)(是谁|是什么|叫什么|能做什么|会什么|能干(什么|啥)|有什么(用|功能))(名字|的|东西)?{_END}|who are you{_END}|what (can|do) you do{_END}|what are you{_END}",
        whole=True,
    ),
)

_REPLIES: dict[Conduct, dict[Language, str]] = {
    Conduct.GREETING: {
        Language.ZH: "您好，我是证途。您可以问我跨境电商相关证书适合什么岗位、考什么、学哪些课，以及标准和合作政策的原文依据。",
        Language.EN: "Hello, I am Zhengtu. Ask me which cross-border e-commerce certificate fits a job, what it examines, "
        "which courses prepare for it, and where the rules say so.",
    },
    Conduct.THANKS: {
        Language.ZH: "不客气，还有证书、课程或政策方面的问题可以继续问我。",
        Language.EN: "You are welcome. Do ask if anything else about certificates, courses or policies comes up.",
    },
    Conduct.IDENTITY: {
        Language.ZH: "我是证途，跨境电商证书指导助手：只依据已收录的资料回答，并为每句话标出可以打开的出处；资料里没有的，我会直说。",
        Language.EN: "I am Zhengtu, a guide to cross-border e-commerce certificates. I answer only from the collected sources, "
        "with a citation for every statement, and say so when they do not answer.",
    },
    Conduct.INSTRUCTIONS: {
        Language.ZH: "我不能改变自己的工作方式：我只依据已收录的资料回答证书、课程与政策问题，并给出出处。请直接问您想了解的内容。",
        Language.EN: "I cannot change how I work: I answer questions on certificates, courses and policies from the collected "
        "sources, with citations. Please ask about one of these.",
    },
    Conduct.CHEATING: {
        Language.ZH: "这类请求我不能帮忙。如果您在备考，我可以告诉您证书考查的工作任务、对应课程和教材。",
        Language.EN: "I cannot help with that. I can tell you what a certificate examines and which courses and textbooks prepare for it.",
    },
    Conduct.PERSONAL_DATA: {
        Language.ZH: "我不提供任何人的个人信息，收录的资料里也没有这类内容。",
        Language.EN: "I do not give out anyone's personal data, and the collected sources hold none.",
    },
    Conduct.OFF_TOPIC: {
        Language.ZH: "这个问题不在我的范围内。我只回答跨境电商相关的证书、课程、岗位与政策问题。",
        Language.EN: "That is outside my field. I answer questions on certificates, courses, jobs and policies in cross-border e-commerce.",
    },
}


def screen(question: str) -> Conduct | None:
    """The reason not to take a turn to the sources, or None for a question."""
    text = normalise(question).strip()
    for rule in _RULES:
        if rule.pattern.fullmatch(text) if rule.whole else rule.pattern.search(text):
            return rule.conduct
    return None


def reply(conduct: Conduct, language: Language) -> str:
    """The short fitting reply."""
    return _REPLIES[conduct][language]
