"""Texts of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.types import Language


@dataclass(frozen=True, slots=True)
class DeskStrings:
    """One language's texts; ``{…}`` are filled in where they are used."""

    heading: str
    gate: str
    password: str
    sign_in: str
    sign_out: str
    offline: str
    closed: str
    closed_steps: tuple[tuple[str, str], ...]
    queue: str
    queue_detail: str
    show: str
    shows: Mapping[str, str]
    kind: str
    kinds: Mapping[str, str]
    count: str
    export: str
    export_detail: str
    none: str
    none_open: str
    more: str
    ratings: Mapping[str, str]
    states: Mapping[str, str]
    statuses: Mapping[str, str]
    reason: str
    answer: str
    rebuilt: str
    trace: str
    standalone: str
    confidence: str
    passages: str
    passage: str
    score: str
    dense: str
    lexical: str
    chosen: str
    no_passages: str
    reply: str
    reply_hint: str
    save_reply: str
    mark_fixed: str
    dismiss: str
    reopen: str
    delete: str
    delete_sure: str
    saved: str
    signed_out: str
    index: str
    freshness: Mapping[str, str]
    index_trouble: str
    model: str
    built_at: str
    documents: str
    passages_count: str
    documents_list: str
    languages: Mapping[str, str]
    characters: str
    model_use: str
    model_none: str
    model_name: str
    model_calls: str
    model_tokens: str
    stages: Mapping[str, str]
    evals: str
    no_evals: str
    eval_run: str
    eval_other_corpus: str
    eval_changed: str
    questions: str
    correct: str
    wrong_refusals: str
    right_refusals: str
    support: str


ZH = DeskStrings(
    heading="工作台",
    gate="这里给老师查看学生的反馈和资料的状态，请先登录。",
    password="密码",
    sign_in="登录",
    sign_out="退出",
    offline="连不上服务器，请稍后再试。",
    closed="工作台还没有开放，因为没有设置密码。请管理员在服务器上做三步：",
    closed_steps=(
        ("生成密码的散列值（密码本身不会保存）：", ".venv/bin/python -m assistant desk-password"),
        ("把打印出来的一行放进服务的环境变量：", "export ZHENGTU_DESK_PASSWORD_HASH=scrypt:…"),
        ("重新启动服务，再打开本页登录：", "make run"),
    ),
    queue="学生反馈",
    queue_detail="没有答上的和被点“没帮助”的问题，附当时的回答、出处和检索过程。",
    show="显示",
    shows={"open": "待处理", "done": "已处理", "all": "全部"},
    kind="类型",
    kinds={"queue": "未答上和没帮助", "unanswered": "未答上", "down": "没帮助", "up": "有帮助"},
    count="共 {n} 条",
    export="导出",
    export_detail="导出当前筛选的全部反馈",
    none="没有符合条件的反馈。",
    none_open="没有待处理的反馈。学生在问答页点“没帮助”或“没有答上，交给老师”后，会出现在这里。",
    more="再显示一些",
    ratings={"up": "有帮助", "down": "没帮助", "unanswered": "未答上"},
    states={"open": "待处理", "answered": "已回复", "fixed": "已修正", "dismissed": "不处理"},
    statuses={"answered": "已作答", "abstained": "资料中没有", "declined": "未予协助", "clarify": "反问确认"},
    reason="学生说明",
    answer="当时的回答",
    rebuilt="此后索引重建过，出处在文档中的位置可能有变。",
    trace="检索过程",
    standalone="理解为",
    confidence="能回答的把握",
    passages="找到的段落",
    passage="段落",
    score="得分",
    dense="语义",
    lexical="词语",
    chosen="选中",
    no_passages="没有检索。",
    reply="回复学生",
    reply_hint="学生下次打开同一浏览器的问答页时会看到。",
    save_reply="回复",
    mark_fixed="标为已修正",
    dismiss="不处理",
    reopen="重新打开",
    delete="删除",
    delete_sure="删除后不能恢复。确定删除这条反馈吗？",
    saved="已保存。",
    signed_out="登录已过期，或连不上服务器。写好的内容先不要关闭：请在另一个标签页重新登录，再回来保存。",
    index="索引",
    index_trouble="上次启动时没能建立新索引，仍按旧索引回答：{detail}",
    freshness={
        "current": "索引与文档一致。",
        "renewing": "文档改过，新索引已建好，几秒内换上。",
        "changed": "文档改过，索引还是旧的。请运行 python -m assistant index，再重新启动服务。",
        "missing": "找不到文档目录，无法核对。索引仍可回答。",
    },
    model="向量模型",
    built_at="建成时间",
    documents="文档",
    passages_count="段落",
    documents_list="文档清单（{n}）",
    languages={"zh": "中文", "en": "英文"},
    characters="{n} 字",
    model_use="语言模型",
    model_none="没有配置语言模型，回答由规则写成。",
    model_name="模型",
    model_calls="今天的调用",
    model_tokens="今天的 tokens",
    stages={"planner": "理解问题 {n}", "writer": "撰写回答 {n}"},
    evals="评测",
    no_evals="还没有评测结果。运行 make eval 后，最近一次的数字会显示在这里。",
    eval_run="{at}，提交 {commit}",
    eval_other_corpus="评测时的文档与现在的不同。",
    eval_changed="评测时有未提交的改动。",
    questions="{n} 题 · p95 {ms} 毫秒",
    correct="正确",
    wrong_refusals="误拒",
    right_refusals="该拒已拒",
    support="有据",
)
EN = DeskStrings(
    heading="Desk",
    gate="Students' feedback and the state of the sources, for staff. Please sign in.",
    password="Password",
    sign_in="Sign in",
    sign_out="Sign out",
    offline="The server cannot be reached; please try again.",
    closed="The desk is closed, since no password is set. An administrator opens it in three steps on the server:",
    closed_steps=(
        (
            "Make the hash of a password (the password itself is not kept):",
            ".venv/bin/python -m assistant desk-password",
        ),
        ("Put the line that it prints into the server's environment:", "export ZHENGTU_DESK_PASSWORD_HASH=scrypt:…"),
        ("Start the server again, then open this page to sign in:", "make run"),
    ),
    queue="Students' feedback",
    queue_detail="Questions that were not answered, or whose answer did not help, with answer, sources and trace.",
    show="Show",
    shows={"open": "To do", "done": "Done", "all": "All"},
    kind="Kind",
    kinds={"queue": "Not answered, not helpful", "unanswered": "Not answered", "down": "Not helpful", "up": "Helpful"},
    count="{n} in all",
    export="Export",
    export_detail="Export all feedback of this selection",
    none="No feedback of this kind.",
    none_open="Nothing to do. Questions appear here when somebody presses “Not helpful” or “Not answered: send to "
    "staff” on the chat page.",
    more="Show more",
    ratings={"up": "Helpful", "down": "Not helpful", "unanswered": "Not answered"},
    states={"open": "To do", "answered": "Replied", "fixed": "Fixed", "dismissed": "Dismissed"},
    statuses={
        "answered": "Answered",
        "abstained": "Not in the sources",
        "declined": "Declined",
        "clarify": "Asked back",
    },
    reason="Their note",
    answer="The answer given",
    rebuilt="The index was built again since; places in the sources may have moved.",
    trace="Search trace",
    standalone="Understood as",
    confidence="Probability of an answer",
    passages="Passages found",
    passage="Passage",
    score="Score",
    dense="Meaning",
    lexical="Words",
    chosen="selected",
    no_passages="Nothing was searched.",
    reply="Reply to the student",
    reply_hint="Shown when they next open the chat page in the same browser.",
    save_reply="Reply",
    mark_fixed="Mark as fixed",
    dismiss="Dismiss",
    reopen="Open again",
    delete="Delete",
    delete_sure="It cannot be brought back. Delete this feedback?",
    saved="Saved.",
    signed_out="Your session has ended or the server cannot be reached. Keep this page open: sign in again in another "
    "tab, then come back and save.",
    index="Index",
    index_trouble="No new index could be built at the last start, so the one before still answers: {detail}",
    freshness={
        "current": "The index holds the documents as they are now.",
        "renewing": "Documents changed and a new index is ready. It answers within seconds.",
        "changed": "Documents changed, the index did not. Run python -m assistant index, then start the server again.",
        "missing": "The folder of documents is missing, so this cannot be checked. The index still answers.",
    },
    model="Embedding model",
    built_at="Built",
    documents="Documents",
    passages_count="Passages",
    documents_list="List of documents ({n})",
    languages={"zh": "Chinese", "en": "English"},
    characters="{n} characters",
    model_use="Language model",
    model_none="None is configured; rules write the answers.",
    model_name="Model",
    model_calls="Calls today",
    model_tokens="Tokens today",
    stages={"planner": "{n} to understand questions", "writer": "{n} to write answers"},
    evals="Eval",
    no_evals="No eval results yet. After make eval, the latest figures show here.",
    eval_run="{at}, commit {commit}",
    eval_other_corpus="It measured other documents than those of today.",
    eval_changed="It measured uncommitted changes.",
    questions="{n} questions · p95 {ms} ms",
    correct="Right",
    wrong_refusals="Wrongly refused",
    right_refusals="Rightly refused",
    support="Backed by source",
)
STRINGS: Mapping[Language, DeskStrings] = {Language.ZH: ZH, Language.EN: EN}
