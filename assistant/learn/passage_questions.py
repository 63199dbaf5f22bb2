"""Questions that passages answer in other words than their own: proposed by a language model, or written by people.

A proposed question is kept where it finds its passage again among the first few, so that a question on something else
does no harm. Without a model a sheet lists the passages that have none; filled in, it is taken over.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant.assistant import Assistant
from assistant.corpus.questions import PassageQuestions, passage_key, questions_folder
from assistant.errors import LearningError, ModelReplyError, ReplyPendingError
from assistant.learn.cases import Progress
from assistant.learn.facts import normalise
from assistant.learn.labelled import Text, read_lines
from assistant.learn.outcome import Outcome
from assistant.llm.chat import ChatMessage, ChatModel, Request, Role, Stage
from assistant.llm.prompts import fill
from assistant.pack.files import write_whole
from assistant.types import Language, Passage

SHEET_NAME = "passages.jsonl"
_PER_CALL, _PER_PASSAGE = 6, 4
_FOUND_AMONG = 5
_FEWEST_CHARS, _MOST_CHARS = 4, 160
_MAX_REPLY_CHARS = 12_000
_LANGUAGES = {Language.ZH: "Chinese", Language.EN: "English"}
_REPLY = TypeAdapter(dict[str, list[str]])


class SheetLine(BaseModel):
    """A passage on the sheet that people fill in; only ``questions`` are theirs."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document: Text
    passage: Text
    locator: str
    text: str
    questions: tuple[Text, ...] = ()


def propose(assistant: Assistant, model: ChatModel, corpus: Path, progress: Progress | None = None) -> Outcome:
    """Ask a model what each passage without questions answers, and keep what finds its passage.

    Written after every call, so that an interrupted run goes on where it stopped.

    Raises:
        ModelError: the model fails; what came before is kept.
        LearningError: a question file cannot be written.
    """
    without = [p for p in assistant.generation.passages if not p.questions]
    calls = list(_calls(without))
    count: Counter[str] = Counter()
    for number, passages in enumerate(calls, start=1):
        found: dict[str, tuple[str, ...]] = {}
        try:
            found = _ask(model, assistant, passages)
        except ReplyPendingError:
            count["pending"] += 1
        except ModelReplyError:
            count["unreadable"] += 1
        kept: dict[str, tuple[str, ...]] = {}
        for passage in passages:
            proposed = found.get(passage.id, ())
            count["proposed"] += len(proposed)
            kept[passage.id] = tuple(q for q in proposed if _finds(assistant, q, passage))
            count["kept"] += len(kept[passage.id])
        _append(corpus, passages, kept)
        if progress is not None:
            progress(number, len(calls))
    said = [
        f"段落的问题 questions：{len(without)} 个段落还没有问题，提出 proposed {count['proposed']}，"
        f"能找回本段的留下 kept {count['kept']}；下次提问前索引自动更新。The index is renewed by itself."
    ]
    if count["pending"]:
        said.append(f"{count['pending']} 次调用还没有回复，见 pending.jsonl。Calls without a reply yet.")
    if count["unreadable"]:
        said.append(f"{count['unreadable']} 次回复读不了，再运行一次会重问。Replies that could not be read.")
    return Outcome(questions_folder(corpus) if count["kept"] else None, tuple(said))


def write_sheet(assistant: Assistant, folder: Path) -> Outcome:
    """List the passages that have no questions, for people to write some; says what to do with it.

    Raises:
        LearningError: it cannot be written.
    """
    lines = [
        SheetLine(document=p.document_id, passage=passage_key(p), locator=p.locator, text=p.searchable)
        for p in assistant.generation.passages
        if not p.questions
    ]
    path = folder / SHEET_NAME
    _write(path, "".join(line.model_dump_json() + "\n" for line in lines))
    return Outcome(
        path,
        (
            "没有配置语言模型，不能代拟问题。No language model is configured, so that no questions can be proposed.",
            f"{len(lines)} 个还没有问题的段落写在 {path}：在 questions 里写上人们会怎么问，再运行"
            f" zhengtu learn --part questions --sheet {path}。"
            "Write what people would ask of each passage into it, then hand it back with --sheet.",
            "或者配置模型：ZHENGTU_LLM 或 --llm。Or configure a model: ZHENGTU_LLM or --llm.",
        ),
    )


def take_sheet(assistant: Assistant, sheet: Path, corpus: Path) -> Outcome:
    """Keep the questions that people wrote on a sheet.

    Raises:
        QuestionFileError: a line is malformed.
        LearningError: a line names no passage of the pack, nothing was written on it, or a file cannot be written.
    """
    lines = [line for line in read_lines(sheet, SheetLine) if line.questions]
    passages = {(p.document_id, passage_key(p)): p for p in assistant.generation.passages}
    lost = [line for line in lines if (line.document, line.passage) not in passages]
    if lost:
        raise LearningError(
            f"{sheet} 里有 {len(lost)} 行的段落已经改了或没有了，第一处：{lost[0].document} {lost[0].locator}。"
            "These passages have changed or are gone; make the sheet again."
        )
    if not lines:
        raise LearningError(f"{sheet} 里还没有写问题。Nothing was written into questions.")
    for line in lines:
        passage = passages[line.document, line.passage]
        _append(corpus, [passage], {passage.id: tuple(dict.fromkeys(line.questions))})
    number = sum(len(line.questions) for line in lines)
    told = f"收下 {number} 个问题，{len(lines)} 个段落。Taken over; the index is renewed by itself."
    return Outcome(questions_folder(corpus), (told,))


def _calls(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    by_document: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        by_document[passage.document_id].append(passage)
    for held in by_document.values():
        for start in range(0, len(held), _PER_CALL):
            yield held[start : start + _PER_CALL]


def _ask(model: ChatModel, assistant: Assistant, passages: Sequence[Passage]) -> dict[str, tuple[str, ...]]:
    """What a model proposes for passages of one document, by their ids."""
    document = assistant.generation.documents[passages[0].document_id]
    system = fill("questions", most=str(_PER_PASSAGE), language=_LANGUAGES[document.language], title=document.title)
    listed = "\n\n".join(f"{n}. {p.searchable}" for n, p in enumerate(passages, start=1))
    messages = [ChatMessage(Role.SYSTEM, system), ChatMessage(Role.USER, listed)]
    reply = ""
    for piece in model.stream(Request(Stage.QUESTIONS, messages, as_json=True)):
        reply += piece
        if len(reply) > _MAX_REPLY_CHARS:
            break
    start, end = reply.find("{", reply.rfind("</think>") + 1), reply.rfind("}")
    try:
        read = _REPLY.validate_python(json.loads(reply[start : end + 1]) if 0 <= start < end else None)
    except (ValueError, ValidationError, RecursionError) as error:
        raise ModelReplyError("语言模型没有给出可读的问题。The model gave no questions that can be read.") from error
    return {p.id: tuple(_usable(read.get(str(n), []), p)) for n, p in enumerate(passages, start=1)}


def _usable(questions: Sequence[str], passage: Passage) -> Iterator[str]:
    """What is a question of some length and no copy of the passage, each once."""
    text = normalise(passage.text)
    for question in list(dict.fromkeys(" ".join(q.split()) for q in questions))[:_PER_PASSAGE]:
        if _FEWEST_CHARS <= len(question) <= _MOST_CHARS and normalise(question) not in text:
            yield question


def _finds(assistant: Assistant, question: str, passage: Passage) -> bool:
    """Whether a question finds its passage among the first few."""
    found = assistant.retriever.search(
        question, assistant.embedder.embed_query(question), language=passage.language, k=_FOUND_AMONG
    )
    return any(hit.passage.id == passage.id for hit in found.hits)


def _append(corpus: Path, passages: Sequence[Passage], questions: Mapping[str, Sequence[str]]) -> None:
    """Add lines to the question files of the passages' documents, each file whole or not at all."""
    lines: dict[str, str] = defaultdict(str)
    for passage in passages:
        if questions[passage.id]:
            line = PassageQuestions(
                passage=passage_key(passage), locator=passage.locator, questions=tuple(questions[passage.id])
            )
            lines[passage.document_id] += line.model_dump_json() + "\n"
    for document, added in lines.items():
        path = questions_folder(corpus) / f"{document}.jsonl"
        held = path.read_text(encoding="utf-8") if path.exists() else ""
        _write(path, held + ("\n" if held and not held.endswith("\n") else "") + added)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode())
    except OSError as error:
        raise LearningError(f"{path} 写不了：{error}。It cannot be written.") from error
