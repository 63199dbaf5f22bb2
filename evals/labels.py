"""Names of figures and arms as the reports show them, Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

ARMS: Mapping[str, str] = {
    "ours": "证途 Zhengtu",
    "bm25": "仅 BM25 alone",
    "dense": "仅向量 dense alone",
    "rrf": "BM25 + 向量 dense, RRF",
    "langchain": "LangChain 默认 default (1000/200 + Chroma)",
    "no_header": "去掉段落标题 without header",
    "no_questions": "去掉段落的问题 without the passages' questions",
    "no_adapter": "去掉学到的映射 without the learned map",
    "no_catalogue": "去掉证书记录 without catalogue",
    "no_bm25": "去掉 without BM25",
    "no_dense": "去掉向量 without dense",
    "rrf_fusion": "融合换成 RRF instead of our fusion",
}
# Attributes of ``Summary``, in the order of the tables: (label, what it says).
FIGURES: Mapping[str, tuple[str, str]] = {
    "correct": (
        "正确 correct",
        "要点齐全、无禁用内容、不超长、该拒则拒 every fact, nothing forbidden, not too long, refused where it must be",
    ),
    "clean": (
        "清爽 clean",
        "可答问题中：正确、首句即含要点、多余不过一句、没有照印的表格行 of the answerable: right, a fact in the first"
        " sentence, at most one spare sentence, no printed row",
    ),
    "fact_recall": ("要点召回 fact recall", "可答问题中说出的要点 facts stated, answerable questions"),
    "right_refusals": ("该拒已拒 right refusals", "不可答问题中拒答的 refused, of the unanswerable"),
    "wrong_refusals": ("误拒 wrong refusals", "可答问题中拒答的（低为好） refused, of the answerable; lower is better"),
    "citation_validity": ("引文有效 citation validity", "引文等于原文所指位置 the quote is the cited span"),
    "citation_support": (
        "引文支持 citation support",
        "答出的要点见于引文 facts of the answer that a quote holds",
    ),
    "citation_recall": (
        "引文召回 citation recall",
        "被引文支持的陈述（ALCE，以数字、名称、词语包含代替蕴含模型） statements that their quotes carry"
        " (ALCE, figures, names and words in place of a model)",
    ),
    "citation_precision": ("引文精确 citation precision", "必要的引文（ALCE） citations that are needed (ALCE)"),
    "notice_recall": ("提示有据 notice recall", "被引文支持的提示语句 sentences of notices that their quotes carry"),
    "facts_retrieved": (
        "前五段含要点 facts in top 5",
        "检索到的前五段含有的要点 facts in the first five passages, questions that were searched",
    ),
    "too_long": ("过长 too long", "超过六百字（低为好） over 600 characters; lower is better"),
}
# Keys of ``run_benchmark`` in the order of the table.
PUBLIC: Mapping[str, str] = {
    "questions": "题数 questions",
    "gold_recall@1": "recall@1",
    "gold_recall@5": "recall@5",
    "ndcg@10": "nDCG@10",
    "sentence_first": "首句即含答案 answering sentence first",
    "answered": "段落在时作答 answered, passage there",
    "rejected": "段落去掉后拒答 refused, passage removed",
    "rejected_at_.95_answered": "保留 .95 时拒答 refused at .95 answered",
}
VARIANTS: Mapping[str, str] = {
    "typos": "错字 typing errors",
    "traditional": "繁体 traditional script",
    "full_width": "全角 full-width forms",
}


def set_label(name: str, held_out: bool) -> str:
    """A set's name, marked where nobody looks at it while building."""
    return f"{name}（留出 held out）" if held_out else name
