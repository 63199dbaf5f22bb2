"""The short table that the documentation shows, written by the tool and by nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.labels import ARMS, FIGURES, PUBLIC, VARIANTS, set_label
from evals.metrics.intervals import Share
from evals.outcome import SPAN_DEPTH, Arm, Outcome
from evals.results import SHORT_CHARS, summarise

_SHOWN = (
    "correct",
    "clean",
    "fact_recall",
    "right_refusals",
    "wrong_refusals",
    "citation_validity",
    "citation_support",
    "citation_recall",
    "citation_precision",
)


def write_markdown(outcome: Outcome, path: Path) -> Path:
    """Write the table; returns its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_markdown(outcome), encoding="utf-8")
    return path


def as_markdown(outcome: Outcome) -> str:
    """The sets, the arms, and the other checks; every share with its 95 % bootstrap interval."""
    run = outcome.run
    changed = "，有未提交的改动 with uncommitted changes" if run.changed else ""
    lines = [
        "# 评测 Evaluation",
        "",
        "由 `make eval-doc` 生成，请勿手改。Written by `make eval-doc`; do not edit.",
        "",
        f"提交 commit `{run.commit[:12]}`{changed}，{run.started_at[:10]}；向量模型 embedding `{run.embedding_model}`；"
        f"{run.passages} 个段落 passages；Python {run.python}，{run.cpus} CPU；"
        f"{outcome.seconds / 60:.1f} min，{outcome.peak_rss_mb:.0f} MB。",
        "",
        "## 题集 Question sets",
        "",
        *_sets(outcome),
    ]
    for title, arms in (
        ("对比与消融（开发题） Baselines and ablations, development questions", outcome.development),
        ("对比（留出题） Baselines, held-out questions", outcome.held_out),
    ):
        if len(arms) > 1:
            lines += ["", f"## {title}", "", *_arms(arms)]
    checks = list(_checks(outcome))
    if checks:
        lines += ["", "## 稳健与一致 Robustness and consistency", "", *checks]
    if outcome.public:
        lines += ["", "## 公开数据集 Public sets", "", *_public(outcome)]
    lines += ["", "含义 Meanings:", "", *(f"- {FIGURES[f][0]}: {FIGURES[f][1]}" for f in _SHOWN)]
    return "\n".join([*lines, ""])


def share(value: Share | None, *, signed: bool = False) -> str:
    """``.912 [.89, .95]``, or a dash."""
    if value is None:
        return "–"
    sign = "+" if signed else ""
    return f"{value.value:{sign}.3f} [{value.low:{sign}.2f}, {value.high:{sign}.2f}]"


def _sets(outcome: Outcome) -> Iterator[str]:
    totals = [summarise(r.results) for r in outcome.reports]
    names = [set_label(r.name, r.held_out) for r in outcome.reports]
    yield from _head(["", *names])
    yield _row(["题数 questions", *(str(len(r.results)) for r in outcome.reports)])
    for figure in _SHOWN:
        yield _row([FIGURES[figure][0], *(share(getattr(t, figure)) for t in totals)])
    yield _row(
        [
            "AURC / E-AURC",
            *(f"{t.selective.aurc:.3f} / {t.selective.excess:.3f}" if t.selective else "–" for t in totals),
        ]
    )
    yield _row(["延迟 latency p50 / p95 ms", *(f"{t.p50_ms:.0f} / {t.p95_ms:.0f}" for t in totals)])


def _arms(arms: Sequence[Arm]) -> Iterator[str]:
    yield from _head(
        [
            "",
            "正确 correct",
            f"前 {SHORT_CHARS} 字即正确 correct within {SHORT_CHARS} characters",
            "答案字数 answer length",
            "与证途之差 less ours",
            "可答题正确 correct of answerable",
            "该拒已拒 right refusals",
            "前五段含要点 facts in top 5",
            f"字符精确/召回 characters P/R @{SPAN_DEPTH}",
            "AURC",
        ]
    )
    for one in arms:
        spans = f"{one.spans.precision.value:.3f} / {one.spans.recall.value:.3f}" if one.spans else "–"
        yield _row(
            [
                ARMS[one.name],
                share(one.correct),
                share(one.short),
                f"{one.answer_chars:.0f}",
                share(one.difference, signed=True),
                share(one.answerable),
                share(one.right_refusals),
                share(one.facts_retrieved),
                spans,
                f"{one.aurc:.3f}",
            ]
        )


def _public(outcome: Outcome) -> Iterator[str]:
    yield from _head(["", *(str(one["set"]) for one in outcome.public)])
    for key, label in PUBLIC.items():
        yield _row([label, *(str(one[key]) for one in outcome.public)])


def _checks(outcome: Outcome) -> Iterator[str]:
    if outcome.robustness:
        for written in outcome.robustness.written:
            yield (
                f"- {VARIANTS[written.variant.value]}: {share(written.correct)}, n = {written.correct.n}; "
                f"与原题之差 less the question as it stands {share(written.difference, signed=True)}"
            )
        yield f"- 各种写法都对 right in every writing: {share(outcome.robustness.all_right)}"
        if outcome.robustness.paraphrases:
            yield f"- 换种说法 paraphrases: {share(outcome.robustness.paraphrases)}"
            yield f"- 各种说法都对 every paraphrase of a question right: {share(outcome.robustness.every_paraphrase)}"
    if outcome.consistency:
        yield f"- 第二个进程逐字相同 identical in a second process: {share(outcome.consistency.same)}"


def _head(cells: Sequence[str]) -> Iterator[str]:
    yield _row(cells)
    yield "|---" * len(cells) + "|"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
