"""The whole evaluation in one run: ``python -m evals.compare``, which is ``make eval``.

Our sets, their questions in other writings, a second process, the baselines and the ablations, over the same
corpus and questions. Writes a JSON file and an HTML page, and with ``--markdown`` a short table. Answers and
vectors are kept, so that an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from assistant.assistant import Assistant
from assistant.commands.options import EXIT_ERROR, EXIT_INTERRUPTED, EXIT_OK
from assistant.errors import ZhengtuError
from assistant.settings import Settings, load_settings
from evals.ablations import ablations
from evals.asking import Asked, ask_all, asker
from evals.baselines import ask_baseline, baselines, check_installed
from evals.benchmark import run_benchmark
from evals.consistency import measure_consistency
from evals.earlier import load_earlier
from evals.evidence import EvidenceBase
from evals.labels import ARMS
from evals.markdown import write_markdown
from evals.outcome import Arm, Consistency, Kind, Outcome, arm
from evals.questions import Question
from evals.report import as_table
from evals.report_html import write_html
from evals.results import Report, Result
from evals.robustness import measure_robustness
from evals.run import RESULTS, describe, load_sets, open_store, run_questions, write
from evals.scoring import score
from evals.warming import CHUNKS, NO_HEADER, Warming, warm

# Which part needs which vectors, in the order in which they are needed.
_FILES = {NO_HEADER: "ablations", CHUNKS: "baselines"}
PARTS = ("robustness", "consistency", "baselines", "ablations")
# Each of a dozen arms asks every question once more: on two cores 400 of them keep the run under ten minutes.
_DEVELOPMENT_SAMPLE = 400


def compare(
    settings: Settings,
    question_files: Sequence[Path] | None,
    folder: Path,
    *,
    leave_out: Sequence[str] = (),
    public_sets: Sequence[Path] = (),
) -> Outcome:
    """Measure everything but the parts left out.

    Args:
        settings: which corpus, index and models.
        question_files: None or empty for the default sets.
        folder: where answers and vectors are kept.
        leave_out: some of ``PARTS``.
        public_sets: folders of public sets; one that is not there is skipped, and said so.

    Raises:
        QuestionFileError: a file is missing or malformed; nothing is asked then.
        SettingsError: the packages of the baselines are not installed.
    """
    started = time.perf_counter()
    sets = load_sets(question_files)
    if "baselines" not in leave_out:
        check_installed()
    assistant = Assistant.open(settings.unhurried())
    run = describe(assistant, settings)
    store = open_store(settings, assistant, folder)
    reports = []
    for name, questions in sets:
        reports.append(run_questions(assistant, questions, name, store))
        print(as_table(reports[-1]), flush=True)
    # Both only now: the comparison needs more memory than the assistant, and slows it down.
    # Linux counts in kilobytes.
    peak_rss_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    warming = warm(settings, folder, [f for f, part in _FILES.items() if part not in leave_out])
    development = _sample(_pool(reports, held_out=False))
    consistency = None
    if "consistency" not in leave_out:
        same, differing = measure_consistency(settings, development, "development")
        consistency = Consistency(same, tuple(differing)) if same else None
    robustness = (
        None
        if "robustness" in leave_out
        else measure_robustness(
            assistant, development, store, "development", [r for s in reports if s.paraphrases for r in s.results]
        )
    )
    development_arms = _arms(assistant, settings, folder, development, leave_out, warming)
    # What a part buys is asked while building; the held-out set only tells how we stand beside others.
    secret = _pool(reports, held_out=True)
    held_out_arms = _arms(assistant, settings, folder, secret, [*leave_out, "ablations"], warming)
    warming.stop()
    return Outcome(
        run=run,
        reports=tuple(reports),
        development=tuple(development_arms),
        held_out=tuple(held_out_arms),
        robustness=robustness,
        consistency=consistency,
        peak_rss_mb=peak_rss_mb,
        seconds=time.perf_counter() - started,
        public=tuple(_public(public_sets, settings)),
    )


def _pool(reports: Sequence[Report], *, held_out: bool) -> list[Result]:
    return [r for report in reports if report.held_out is held_out and not report.paraphrases for r in report.results]


def _public(folders: Sequence[Path], settings: Settings) -> Iterator[Mapping[str, float | int | str]]:
    for folder in folders:
        if folder.is_dir():
            yield run_benchmark(folder, settings)
        else:
            print(f"没有公开数据集 {folder}，已跳过。There is no public set there; skipped.", file=sys.stderr)


def _sample(results: Sequence[Result]) -> list[Result]:
    """A fixed sample, in the order given: by hash of the id, so that new questions change little of it."""
    drawn = sorted(results, key=lambda r: hashlib.sha256(r.question.id.encode()).digest())[:_DEVELOPMENT_SAMPLE]
    kept = {r.question.id for r in drawn}
    return [r for r in results if r.question.id in kept]


def _arms(
    assistant: Assistant,
    settings: Settings,
    folder: Path,
    ours: Sequence[Result],
    leave_out: Sequence[str],
    warming: Warming,
) -> list[Arm]:
    """Ours, the baselines and the ablations, in the order of the tables."""
    if not ours:
        return []
    evidence = EvidenceBase(assistant.generation)
    questions = [r.question for r in ours]
    arms = [arm("ours", Kind.OURS, ours)]
    if "ablations" not in leave_out:
        for name, make in ablations(assistant, folder / NO_HEADER).items():
            if name == "no_header":
                warming.wait(NO_HEADER)
            store = open_store(settings, assistant, folder, name)
            asked = ask_all(asker(make()), questions, store, name)
            arms.append(arm(name, Kind.ABLATION, _scored(questions, asked, evidence), ours))
    if "baselines" not in leave_out:
        for baseline in baselines(assistant, evidence, folder / CHUNKS, lambda: warming.wait(CHUNKS)):
            asked = ask_baseline(baseline, questions, evidence)
            arms.append(arm(baseline.name, Kind.BASELINE, _scored(questions, asked, evidence), ours))
    return sorted(arms, key=lambda a: list(ARMS).index(a.name))


def main(argv: Sequence[str] | None = None) -> int:
    """Run, write and print; returns the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        settings = load_settings(corpus=arguments.corpus, index=arguments.index)
        # Read first: an earlier run that cannot be read is better known now than in ten minutes.
        earlier = load_earlier(arguments.against) if arguments.against else None
        folder = arguments.report or RESULTS
        outcome = compare(
            settings, arguments.questions, folder, leave_out=arguments.without, public_sets=arguments.benchmark
        )
        path = write(outcome.run, outcome.reports, folder, _more(outcome))
        page = write_html(outcome, earlier, path.with_suffix(".html"))
        print(f"报告 Report: {page}")
        if arguments.markdown:
            print(f"表格 Table: {write_markdown(outcome, arguments.markdown)}")
    except ZhengtuError as error:
        print(f"错误 Error: {error}", file=sys.stderr)
        return EXIT_ERROR
    except KeyboardInterrupt:
        print("已中断，再次运行会接着做。Interrupted; run again to go on.", file=sys.stderr)
        return EXIT_INTERRUPTED
    return EXIT_OK


def _scored(questions: Sequence[Question], asked: Sequence[Asked], evidence: EvidenceBase) -> list[Result]:
    return [score(q, a, evidence) for q, a in zip(questions, asked, strict=True)]


def _more(outcome: Outcome) -> dict[str, object]:
    """What stands in the JSON file beside the run and its sets."""
    return {
        "development": [asdict(a) for a in outcome.development],
        "held_out": [asdict(a) for a in outcome.held_out],
        "robustness": asdict(outcome.robustness) if outcome.robustness else None,
        "consistency": asdict(outcome.consistency) if outcome.consistency else None,
        "public": [dict(one) for one in outcome.public],
        "peak_rss_mb": outcome.peak_rss_mb,
        "seconds": outcome.seconds,
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.compare", description=__doc__)
    parser.add_argument("--corpus", type=Path, help="文档目录 folder of documents")
    parser.add_argument("--index", type=Path, help="索引目录 folder of the index")
    parser.add_argument(
        "--questions", type=Path, action="append", help="题目文件，可多次给出 question file, repeatable"
    )
    parser.add_argument("--report", type=Path, help="结果目录 folder of the results")
    parser.add_argument(
        "--against", type=Path, metavar="JSON", help="与此前一次结果对比 an earlier run to compare with"
    )
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="写出简表 write the short table there")
    parser.add_argument(
        "--benchmark",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="公开数据集目录，可多次给出；不存在则跳过 folder of a public set, repeatable; skipped where absent",
    )
    parser.add_argument("--without", choices=PARTS, action="append", default=[], help="跳过 leave this part out")
    return parser


if __name__ == "__main__":
    sys.exit(main())
