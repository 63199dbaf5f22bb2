"""The command ``zhengtu plan``: one sheet, or those of a class."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from assistant.answering.planning import planner_of
from assistant.assistant import Assistant
from assistant.catalogue.export import write_file
from assistant.catalogue.goals import Goal
from assistant.catalogue.table_files import MAX_FILE_BYTES
from assistant.catalogue.taught import TaughtCourse
from assistant.errors import SettingsError
from assistant.index.reuse import Progress
from assistant.settings import Settings
from assistant.sheets.class_archive import ClassArchive
from assistant.sheets.class_list import Person, read_class_list
from assistant.sheets.plan_sheet import plan_sheet
from assistant.sheets.sheet import Numbering
from assistant.sheets.writing import Form, write_sheet
from assistant.types import Language


def run_plan(arguments: argparse.Namespace, settings: Settings, progress: Progress) -> int:
    """Make what the arguments ask for; returns the exit code.

    Raises:
        SettingsError: ``--out`` has no ending that a sheet can have, or a file cannot be read or written.
        PlanningError, SheetError: what is asked for cannot be planned.
    """
    day, language = arguments.as_of or date.today(), Language(arguments.lang)
    # Whatever is wrong with the files is told before the model loads.
    if arguments.class_list is not None:
        people = _people(arguments.class_list)
        if arguments.out is None or arguments.out.suffix.lower() != ".zip":
            raise SettingsError("名单请用 --out 指定 .zip 文件。For a class, name a .zip file with --out.")
        assistant = Assistant.open(settings, progress)
        _write_class(people, assistant, Form(arguments.form), language, day, arguments.out)
        return 0
    form = _form(arguments.out)
    assistant = Assistant.open(settings, progress)
    done = tuple(TaughtCourse(c) for c in arguments.course)
    goal = Goal(arguments.role, arguments.level, done, arguments.target, arguments.certificate)
    numbering = Numbering(assistant.generation.documents)
    sheet = plan_sheet(planner_of(assistant).plan(goal), assistant.places, numbering, language, day)
    content = write_sheet(sheet, form)
    if arguments.out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    else:
        write_file(content, arguments.out)
        print(f"已写到 {arguments.out}（{len(content):,} 字节 bytes）。")
    return 0


def _form(out: Path | None) -> Form:
    if out is None:
        return Form.MARKDOWN
    try:
        return Form(out.suffix.lower().removeprefix("."))
    except ValueError as error:
        raise SettingsError(
            f"--out {out} 须以 .pdf、.docx 或 .md 结尾。The file of --out must end in .pdf, .docx or .md."
        ) from error


def _people(path: Path) -> tuple[Person, ...]:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise SettingsError(f"读不了 {path}：{error.strerror}。The class list cannot be read.") from error
    return read_class_list(path.name, content)


def _write_class(
    people: tuple[Person, ...], assistant: Assistant, form: Form, language: Language, day: date, out: Path
) -> None:
    archive = ClassArchive(
        planner_of(assistant).plan, assistant.places, assistant.generation.documents, form, language, day
    )
    for done, person in enumerate(people, start=1):
        archive.add(person)
        print(f"\r{done}/{len(people)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    write_file(archive.finish(), out)
    print(f"已写到 {out}：{archive.made} 份计划单，{len(people) - archive.made} 行未制作，详见其中的汇总表。")
