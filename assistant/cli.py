"""``python -m assistant …``: index, ask, add, serve, eval, export, diff, plan, llm, desk-password, check.

Imports what a command needs, when it runs.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import QuestionError, ReplyPendingError, ZhengtuError

if TYPE_CHECKING:
    from assistant.settings import Settings
    from assistant.types import Answer, Language, Turn

# What an answer's ``error`` says while a recorded reply is missing; other programs rely on the word.
_PENDING = "pending"
EXIT_OK, EXIT_ERROR, EXIT_CHECK_FAILED, EXIT_INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. Errors go to standard error in one line."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except ZhengtuError as error:
        print(f"错误：{error}", file=sys.stderr)
        return EXIT_ERROR
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return EXIT_ERROR


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="zhengtu", description="证途 Zhengtu：只依据收录的资料回答，句句有出处。")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    index = commands.add_parser("index", help="建立或更新索引 build or update the index")
    _add_places(index)
    index.add_argument("--full", action="store_true", help="重新计算全部向量 embed every passage again")
    index.add_argument(
        "--export-vectors", action="store_true", help="把向量随文档保存 keep the vectors with the corpus"
    )
    index.add_argument(
        "--verify",
        action="store_true",
        help="只核对现有索引的文件 only compare each file with what was written",
    )
    index.add_argument(
        "--rollback",
        action="store_true",
        help="退回上一个索引，直到下次建立 answer from the one before",
    )
    index.set_defaults(run=_index)

    ask = commands.add_parser("ask", help="提问 ask one question, or many with --jsonl")
    _add_places(ask)
    ask.add_argument("question", nargs="?", help="问题 the question")
    ask.add_argument("--json", action="store_true", help="输出 JSON print the Answer object")
    ask.add_argument("--jsonl", action="store_true", help="逐行读 JSON one question object a line on standard input")
    ask.add_argument("--lang", choices=("zh", "en", "auto"), default="auto")
    ask.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="按该日有效的规定回答")
    _add_model(ask)
    ask.set_defaults(run=_ask)

    add = commands.add_parser("add", help="添加 PDF、DOCX、PPTX、XLSX、HTML、Markdown、文本 add files to a pack")
    _add_places(add)
    add.add_argument("files", nargs="+", type=Path, metavar="FILE", help="文件或文件夹 files or folders")
    add.add_argument("--yes", action="store_true", help="接受建议的标题、日期等 take what is proposed of each file")
    add.add_argument("--staff", action="store_true", help="只供工作人员，不进入回答 for staff alone, never in answers")
    add.add_argument(
        "--edition", metavar="E", help="这份文件的版次 name of this file's edition, as proposed without it"
    )
    add.add_argument("--of", metavar="DOCUMENT", help="是哪份资料的另一版 the document of which it is an edition")
    add.set_defaults(run=_add)

    serve = commands.add_parser("serve", help="启动网页与接口 web page and API")
    _add_places(serve)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=7860)
    serve.set_defaults(run=_serve)

    evaluate = commands.add_parser("eval", help="评测 ask the question sets and score the answers")
    _add_places(evaluate)
    evaluate.add_argument("--questions", type=Path, action="append", help="题目文件，可多次给出")
    evaluate.add_argument("--report", type=Path, help="结果目录")
    evaluate.add_argument("--benchmark", type=Path, help="公开检索数据集目录 retrieval on a public set")
    evaluate.set_defaults(run=_eval)

    export = commands.add_parser("export", help="导出证书目录 the catalogue as CTDL JSON-LD, CSV or XLSX")
    export.add_argument("--corpus", "--pack", type=Path, help="文档目录 folder of documents")
    export.add_argument(
        "--format", choices=("jsonld", "csv", "xlsx"), required=True, help="csv: 每类一个文件，装在 ZIP 里"
    )
    export.add_argument("--out", type=Path, metavar="FILE", help="写到文件，缺省为标准输出 standard output without it")
    export.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="按该日给出证书状态，缺省为今天")
    export.set_defaults(run=_export)

    plan = commands.add_parser("plan", help="学习计划 a plan as a sheet, or one for everybody in a class")
    _add_places(plan)
    plan.add_argument("--role", default="", help="岗位 the job, in your own words")
    plan.add_argument("--certificate", default="", help="证书 id or name; goes before the role")
    plan.add_argument("--level", default="", help="已有等级 level held")
    plan.add_argument("--target", default="", help="目标等级 level wanted")
    plan.add_argument("--course", action="append", default=[], help="已修课程，可多次给出 a course done; repeatable")
    plan.add_argument("--class", dest="class_list", type=Path, metavar="LIST", help="名单 XLSX or CSV, a person a row")
    plan.add_argument("--form", choices=("pdf", "docx"), default="pdf", help="名单中每人一份的格式 sheets of a class")
    plan.add_argument("--lang", choices=("zh", "en"), default="zh")
    plan.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="计划单的日期，缺省为今天")
    plan.add_argument(
        "--out", type=Path, metavar="FILE", help=".pdf、.docx、.md；名单用 .zip；缺省把 Markdown 写到标准输出"
    )
    plan.set_defaults(run=_plan)

    llm = commands.add_parser("llm", help="语言模型 the language model")
    llm_commands = llm.add_subparsers(required=True, metavar="COMMAND")
    llm_check = llm_commands.add_parser("check", help="试一次 make a planner's and a writer's call and say what works")
    _add_model(llm_check)
    llm_check.set_defaults(run=_llm_check)

    diff = commands.add_parser("diff", help="两个版本的差别 what changed between two editions of a document")
    _add_places(diff)
    diff.add_argument("document", help="资料的 id、标题或文件名 id, title or file name")
    diff.add_argument("--from", dest="first", metavar="E", help="从哪一版，缺省为倒数第二版 edition, date or year")
    diff.add_argument("--to", dest="second", metavar="E", help="到哪一版，缺省为最后一版 edition, date or year")
    diff.add_argument("--json", action="store_true", help="输出 JSON print a list of changes")
    diff.set_defaults(run=_diff)

    impact = commands.add_parser("impact", help="新版本牵涉到什么 what a new edition touches: records, questions, log")
    _add_places(impact)
    impact.add_argument("document", help="资料的 id、标题或文件名 id, title or file name")
    impact.add_argument("--from", dest="first", metavar="E", help="从哪一版 edition, date or year")
    impact.add_argument("--to", dest="second", metavar="E", help="到哪一版 edition, date or year")
    impact.add_argument("--questions", type=Path, action="append", help="题目文件，可多次给出 question files")
    impact.add_argument("--json", action="store_true", help="输出 JSON print changes and items")
    impact.set_defaults(run=_impact)

    password = commands.add_parser("desk-password", help="为工作台设密码 make the hash of the staff's password")
    password.set_defaults(run=_desk_password)

    made = commands.add_parser("new-pack", help="新建资料包 five questions, and the files of a pack with comments")
    made.add_argument("folder", type=Path, metavar="DIR", help="资料包的目录，没有就新建 made if absent")
    made.set_defaults(run=_new_pack)

    check = commands.add_parser("check", help="检查文档与证书记录 corpus and catalogue consistency")
    check.add_argument("--corpus", "--pack", type=Path)
    check.set_defaults(run=_check)
    return parser


def _add_places(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpus", "--pack", type=Path, metavar="DIR", help="资料目录 folder of documents and records")
    parser.add_argument("--index", type=Path, metavar="DIR", help="索引目录 folder of the index")


def _add_model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--llm", metavar="MODEL", help="语言模型 PROVIDER:MODEL, none or replay:DIR; 缺省为 ZHENGTU_LLM 所设"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} 不是有效日期，应为 YYYY-MM-DD") from error


def _settings(arguments: argparse.Namespace) -> Settings:
    from assistant.settings import load_settings

    return load_settings(
        corpus=getattr(arguments, "corpus", None),
        index=getattr(arguments, "index", None),
        llm=getattr(arguments, "llm", None),
    )


class _Bar:
    """A progress bar on standard error, made when there is something to show."""

    def __init__(self) -> None:
        self._bar: Any = None

    def __call__(self, done: int, total: int) -> None:
        from tqdm import tqdm

        if self._bar is None:
            self._bar = tqdm(total=total, unit="条", desc="向量化 embedding", file=sys.stderr)
        self._bar.update(done - self._bar.n)
        if done == total:
            self._bar.close()
            self._bar = None


def _index(arguments: argparse.Namespace) -> int:
    from assistant.index.embedding import load_embedder
    from assistant.index.generations import build, roll_back, verify
    from assistant.index.reuse import export_vectors

    settings = _settings(arguments)
    if arguments.verify:
        whole = verify(settings.index)
        print(f"索引完好：{whole.name}，{whole.manifest.passages} 个段落，{len(whole.manifest.checks)} 项核对一致。")
        return EXIT_OK
    embedder = load_embedder(settings.embedding_model)
    if arguments.rollback:
        print(f"已退回 {roll_back(settings.index, embedder.name).built_at} 建的索引，下次运行 index 时才用新的。")
        return EXIT_OK
    manifest = build(settings.corpus, settings.index, embedder, full=arguments.full, progress=_Bar())
    print(
        f"索引已更新：{manifest.documents} 份文档，{manifest.passages} 个段落，新计算 {manifest.embedded} 个向量"
        f"（{settings.index}）。"
    )
    if arguments.export_vectors:
        print(f"向量已保存到 {export_vectors(settings.corpus, settings.index)}。")
    return EXIT_OK


def _ask(arguments: argparse.Namespace) -> int:
    from assistant.assistant import Assistant
    from assistant.types import Language, Turn

    language = None if arguments.lang == "auto" else Language(arguments.lang)
    if arguments.jsonl == (arguments.question is not None):
        raise QuestionError("请给出一个问题，或用 --jsonl 从标准输入逐行读取（二者取一）。")
    assistant = Assistant.open(_settings(arguments), progress=_Bar())
    if arguments.jsonl:
        _ask_lines(assistant.answer, language, arguments.as_of)
        return EXIT_OK
    turn = Turn(arguments.question, as_of=arguments.as_of, language=language)
    if arguments.json:
        try:
            result = _answer_object(assistant.answer(turn))
        except ReplyPendingError as error:
            result = _pending_line(None, error)
        print(json.dumps(result, ensure_ascii=False))
    else:
        print(_as_text(assistant.answer(turn)))
    return EXIT_OK


def _answer_object(answer: Answer) -> dict[str, Any]:
    """The Answer of the contract, marked where a call of the model waits for its recorded reply."""
    return {**answer.to_json(), **({"error": _PENDING} if answer.trace.get("pending") else {})}


def _ask_lines(answer: Callable[[Turn], Answer], language: Language | None, as_of: date | None) -> None:
    """One Answer a line, in order; a bad line gives an Answer-shaped object with ``error``."""
    for line in sys.stdin.buffer:
        if not line.strip():
            continue
        data: object = None
        try:
            data = json.loads(line)
            result = _answer_object(answer(_turn(data, language, as_of)))
        except ReplyPendingError as error:
            result = _pending_line(data, error)
        except ZhengtuError as error:
            result = _error_line(data, error.code, str(error))
        except (ValueError, RecursionError) as error:
            result = _error_line(data, "bad_line", f"这一行不是有效的 JSON 对象：{error}")
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def _turn(data: object, language: Language | None, as_of: date | None) -> Turn:
    from dataclasses import replace

    from pydantic import ValidationError

    from assistant.api.schemas import AskBody

    if isinstance(data, dict):
        # Question files carry gold facts and notes beside the question; they are not ours to read.
        data = {k: v for k, v in data.items() if k in AskBody.model_fields and v is not None}
    try:
        turn = AskBody.model_validate(data).turn()
    except ValidationError as error:
        fields = "；".join(f"{'.'.join(map(str, e['loc'])) or '对象'}: {e['msg']}" for e in error.errors())
        raise QuestionError(f"这一行的字段有误：{fields}") from error
    return replace(turn, language=turn.language or language, as_of=turn.as_of or as_of)


def _error_line(data: object, code: str, message: str) -> dict[str, Any]:
    return {**_no_answer(data, message), "error": {"code": code, "message": message}}


def _pending_line(data: object, error: ReplyPendingError) -> dict[str, Any]:
    return {**_no_answer(data, str(error)), "error": _PENDING}


def _no_answer(data: object, message: str) -> dict[str, Any]:
    from assistant.types import Answer, Language, Status

    id_ = data.get("id") if isinstance(data, dict) and isinstance(data.get("id"), str) else None
    # Half a character cannot be printed.
    id_ = id_ and id_.encode(errors="replace").decode()
    return Answer(id=id_, status=Status.DECLINED, answer=message, language=Language.ZH, intent="error").to_json()


def _as_text(answer: Answer) -> str:
    lines = [answer.answer]
    for notice in answer.notices:
        lines.append(f"\n注意：{notice.text}")
    if answer.citations:
        lines.append("")
    for c in answer.citations:
        source = "，".join(filter(None, (c.publisher, c.issued)))
        lines.append(f"[{c.n}] 《{c.title}》{c.locator}{f'（{source}）' if source else ''}：{c.quote}")
    return "\n".join(lines)


def _add(arguments: argparse.Namespace) -> int:
    from assistant.corpus.originals.command import run_add
    from assistant.corpus.originals.shelf import Audience

    audience = Audience.STAFF if arguments.staff else Audience.PUBLIC
    taken = run_add(
        arguments.files,
        _settings(arguments),
        yes=arguments.yes,
        audience=audience,
        progress=_Bar(),
        edition=arguments.edition,
        of=arguments.of,
    )
    return EXIT_OK if taken else EXIT_ERROR


def _serve(arguments: argparse.Namespace) -> int:
    from assistant.api.serve import serve

    serve(_settings(arguments), arguments.host, arguments.port)
    return EXIT_OK


def _llm_check(arguments: argparse.Namespace) -> int:
    from assistant.llm.check import check_settings

    settings = _settings(arguments)
    print(f"语言模型 language model {settings.llm or '–'}", flush=True)
    works = True
    for finding in check_settings(settings):
        print("\n".join(finding.said), flush=True)
        works = works and finding.works
    print("可以使用。It works." if works else "还不能用，见上。It does not work yet; see above.")
    return EXIT_OK if works else EXIT_ERROR


def _desk_password(_: argparse.Namespace) -> int:
    from assistant.desk.password import ask_password, hash_password

    hashed = hash_password(ask_password())
    print("请把下面一行放进运行服务的环境变量。Put this line into the server's environment:", file=sys.stderr)
    print(f"ZHENGTU_DESK_PASSWORD_HASH={hashed}")
    return EXIT_OK


def _eval(arguments: argparse.Namespace) -> int:
    settings = _settings(arguments)
    if arguments.benchmark:
        from evals.benchmark import run_benchmark

        print(json.dumps(run_benchmark(arguments.benchmark, settings), ensure_ascii=False))
        return EXIT_OK
    from evals.run import run_eval

    run_eval(settings, arguments.questions, arguments.report)
    return EXIT_OK


def _export(arguments: argparse.Namespace) -> int:
    from assistant.catalogue.export import Format, export_catalogue, write_file
    from assistant.errors import SettingsError

    form = Format(arguments.format)
    if arguments.out is None and form is not Format.JSONLD and sys.stdout.isatty():
        raise SettingsError("请用 --out 指定文件。Name a file with --out: this format is not for a terminal.")
    content = export_catalogue(_settings(arguments).corpus, form, arguments.as_of or date.today())
    if arguments.out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    else:
        write_file(content, arguments.out)
        print(f"已导出到 {arguments.out}（{len(content):,} 字节 bytes）。")
    return EXIT_OK


def _diff(arguments: argparse.Namespace) -> int:
    from assistant.changes.command import run_diff

    return run_diff(arguments, _settings(arguments).corpus)


def _impact(arguments: argparse.Namespace) -> int:
    from assistant.changes.command import run_impact

    return run_impact(arguments, _settings(arguments))


def _plan(arguments: argparse.Namespace) -> int:
    from assistant.sheets.command import run_plan

    return run_plan(arguments, _settings(arguments), _Bar())


def _new_pack(arguments: argparse.Namespace) -> int:
    from assistant.pack.new_pack import new_pack

    def ask(question: str) -> str:
        print(question, file=sys.stderr, flush=True)
        return sys.stdin.readline()

    for path in new_pack(arguments.folder, ask):
        print(path)
    print(
        "已写好。把文档放进这个目录，然后运行 zhengtu check --pack 与 zhengtu serve --pack；见 docs/packs.md。\n"
        "Done. Put documents into the folder, then run zhengtu check --pack and zhengtu serve --pack; docs/packs.md."
    )
    return EXIT_OK


def _check(arguments: argparse.Namespace) -> int:
    from assistant.corpus.check import check_corpus

    problems = check_corpus(_settings(arguments).corpus)
    for problem in problems:
        print(problem)
    print(f"发现 {len(problems)} 处问题。" if problems else "检查通过。")
    return EXIT_CHECK_FAILED if problems else EXIT_OK
