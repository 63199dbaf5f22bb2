"""Checks practice items against the YAML records, without a line of the generator's own code.

The wording of each item is read back, and for every option it is looked up in the raw records whether
what the item would then claim is true.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from assistant.catalogue.practice import Item

Rows = list[dict[str, Any]]
Claim = Callable[[str, str, str], bool]
NUMERALS = "一二三四五六七八九十"


class RecordChecker:
    """What the records of a folder say of a Chinese item."""

    def __init__(self, folder: Path) -> None:
        def rows(stem: str) -> Rows:
            loaded: Rows = yaml.safe_load((folder / f"{stem}.yaml").read_text(encoding="utf-8"))
            return loaded

        self.requirements, self.areas = rows("requirements"), rows("work_areas")
        self.certificates, self.roles = rows("certificates"), rows("roles")
        self.textbooks, self.modules, self.courses = rows("textbooks"), rows("modules"), rows("courses")
        # topic -> is it true of (subject, object), for the item with this stem?
        self.claims: dict[str, Claim] = {
            "requirement-task": lambda s, o, _: any(r["name"] == s and r["task"] == o for r in self.requirements),
            "requirement-method": lambda s, o, _: any(r["name"] == s and r["method"] == o for r in self.requirements),
            "task-course": lambda s, o, _: any(r["task"] == s and o in r["courses"] for r in self.requirements),
            "course-semester": self._in_semester,
            "area-level": self._at_level,
            "task-area": self._in_area,
            "textbook-level": lambda s, o, _: any(t["name"] == s and t["level"] == o for t in self.textbooks),
            "textbook-chapters": lambda s, o, _: self._figure(self.textbooks, "chapters", s, o),
            "textbook-online": lambda s, o, _: self._figure(self.textbooks, "online_hours", s, o),
            "course-credits": lambda s, o, stem: self._figure(self._programme(stem), "credits", s, o),
            "course-hours": lambda s, o, stem: self._figure(self._programme(stem), "hours", s, o),
            "course-nature": lambda s, o, stem: any(c["name"] == s and c["nature"] == o for c in self._programme(stem)),
            "module-section": lambda s, o, stem: any(
                m["programme"] in stem and m["name"] == o and s in m["sections"] for m in self.modules
            ),
            "certificate-issuer": lambda s, o, _: any(c["name"] == s and c["issuer"] == o for c in self.certificates),
            "certificate-duty": self._has_duty,
        }

    def problems(self, item: Item) -> list[str]:
        """What is wrong with a Chinese item; empty when exactly the keyed options are right."""
        if item.kind == "ordering":
            found = self._order_problems(item)
        elif item.kind == "matching":
            found = self._matching_problems(item)
        else:
            found = self._choice_problems(item)
        texts = {o.id: plain(o.text) for o in item.options}
        found += [f"options {a} and {b} share their text" for a, b in combinations(texts, 2) if texts[a] == texts[b]]
        if item.kind in ("single", "multiple"):
            keyed = [texts[k] for k in item.key]
            for id_, text in texts.items():
                shares = any((text in k or k in text) and not text.isdigit() for k in keyed)
                if id_ not in item.key and shares and not re.fullmatch(r"\d+\D*", text):
                    found.append(f"option {id_} shares its text with the key")
        return [f"{item.id}: {problem}" for problem in found]

    def _choice_problems(self, item: Item) -> list[str]:
        claim = self.claims[item.topic]
        asked, is_subject = self.asked(item)
        right = [
            o.id
            for o in item.options
            if (claim(asked, o.text, item.stem) if is_subject else claim(o.text, asked, item.stem))
        ]
        found = [] if sorted(item.key) == right else [f"the records say {right}, the key {item.key}"]
        if len(item.options) - len(item.key) < 2:
            found.append("fewer than two wrong options")
        if (len(item.key) == 1) != (item.kind == "single"):
            found.append(f"{item.kind} with {len(item.key)} keys")
        return found

    def _matching_problems(self, item: Item) -> list[str]:
        claim = self.claims[item.topic]
        found = []
        for prompt, key in zip(item.prompts, item.key, strict=True):
            right = [o.id for o in item.options if claim(prompt, o.text, item.stem)]
            if right != [key]:
                found.append(f"{prompt}: the records say {right}, the key {key}")
        if len(item.prompts) < 3 or len(set(item.prompts)) < len(item.prompts):
            found.append("prompts")
        return found

    def _order_problems(self, item: Item) -> list[str]:
        texts = {o.id: o.text for o in item.options}
        if sorted(item.key) != sorted(texts) or len(texts) < 3:
            return ["not every option has one place"]
        ranks = [self._rank(item, texts[k]) for k in item.key]
        return [] if all(a < b for a, b in zip(ranks, ranks[1:], strict=False)) else [f"ranks {ranks}"]

    def _rank(self, item: Item, text: str) -> float:
        if item.topic == "task-order":
            return float(next(r["task_code"].split(".")[1] for r in self.requirements if r["task"] == text))
        if item.topic == "course-order":
            terms = {
                t for r in self.requirements for c, t in zip(r["courses"], r["semesters"], strict=True) if c == text
            }
            (term,) = terms
            (semester,) = semesters(term)
            return semester
        if item.topic == "module-order":
            number = next(m["number"] for m in self.modules if m["name"] == text and m["programme"] in item.stem)
            return float(number) if number.isdigit() else NUMERALS.index(number[1])
        field = {"textbook-chapters-order": "chapters", "textbook-online-order": "online_hours"}[item.topic]
        return float(next(t[field] for t in self.textbooks if t["name"] == text))

    def asked(self, item: Item) -> tuple[str, bool]:
        """(the thing the stem asks about, whether it is the subject of the claim)."""
        for pattern, is_subject in _WORDINGS[item.topic]:
            match = re.search(pattern, item.stem)
            if match:
                return match.group(1), is_subject
        raise AssertionError(f"the checker cannot read: {item.stem}")

    def _programme(self, stem: str) -> Rows:
        return [c for c in self.courses if c["programme"] in stem]

    def _figure(self, rows: Rows, field: str, subject: str, object_: str) -> bool:
        number = int(re.match(r"\d+", object_).group())
        return any(r["name"] == subject and r.get(field) == number for r in rows)

    def _in_semester(self, course: str, term: str, _: str) -> bool:
        """Also true of a term that shares a semester with the right one: both could be defended."""
        return any(
            c == course and semesters(t) & semesters(term)
            for r in self.requirements
            for c, t in zip(r["courses"], r["semesters"], strict=True)
        )

    def _certificate(self, stem: str) -> str:
        (found,) = [c["id"] for c in self.certificates if f"（{c['name']}" in stem]
        return str(found)

    def _at_level(self, area: str, level: str, stem: str) -> bool:
        certificate = self._certificate(stem)
        of_requirements = any(
            unnumbered(r["area"]) == area and r["level"] == level and r["certificate"] == certificate
            for r in self.requirements
        )
        return of_requirements or any(
            unnumbered(a["name"]) == area and a["level"] == level and a["certificate"] == certificate
            for a in self.areas
        )

    def _in_area(self, task: str, area: str, stem: str) -> bool:
        certificate = self._certificate(stem)
        listed = any(
            a["certificate"] == certificate
            and unnumbered(a["name"]) == area
            and task in [unnumbered(t) for t in a.get("tasks", [])]
            for a in self.areas
        )
        return listed or any(
            r["certificate"] == certificate and unnumbered(r["area"]) == area and r["task"] == task
            for r in self.requirements
        )

    def _has_duty(self, name: str, duty: str, _: str) -> bool:
        """Also true where one duty holds the other's words: 「推广」 and 「推广专员」 are not told apart."""
        (certificate,) = [c for c in self.certificates if c["name"] == name]
        stated = [*certificate["duties"], *(r["duty"] for r in self.roles if certificate["id"] in r["certificates"])]
        return any(duty in d or d in duty for d in stated)


# topic -> (pattern whose group 1 is the thing asked about, whether that is the claim's subject)
_WORDINGS: dict[str, tuple[tuple[str, bool], ...]] = {
    "requirement-task": ((r"^「(.+)」是哪一项", True), (r"^工作任务「(.+?)」要求下列", False)),
    "requirement-method": ((r"采用「(.+?)」？", False),),
    "task-course": ((r"工作任务「(.+?)」对应哪", True), (r"课程「(.+?)」对应哪", False)),
    "course-semester": ((r"课程「(.+?)」在哪个学期", True),),
    "area-level": ((r"^工作领域「(.+?)」属于", True), (r"^下列哪(?:一个是|些是)(.级)的工作领域", False)),
    "task-area": ((r"^工作任务「(.+?)」属于", True), (r"是工作领域「(.+?)」的工作任务", False)),
    "textbook-level": ((r"^教材(《.+?》)属于", True), (r"^下列哪(?:一本是|些是)(.级)教材", False)),
    "textbook-chapters": ((r"^教材(《.+?》)的章数", True),),
    "textbook-online": ((r"^教材(《.+?》)的配套", True),),
    "course-credits": ((r"中的课程「(.+?)」的学分", True),),
    "course-hours": ((r"中的课程「(.+?)」的学时", True),),
    "course-nature": ((r"中，「(.+?)」属于哪", True), (r"中，下列哪(?:一门是|些是)(.+?)？", False)),
    "module-section": ((r"中，「(.+?)」在哪一个模块", True), (r"中，「(.+?)」模块有下列", False)),
    "certificate-issuer": ((r"^「(.+)」的第三方评价组织是哪", True), (r"^(.+?)评价下列哪", False)),
    "certificate-duty": ((r"^「(.+)」面向的岗位中写有下列", True), (r"岗位中写有「(.+?)」？", False)),
}


def plain(text: str) -> str:
    """NFKC without white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def unnumbered(text: str) -> str:
    """「1.1 店铺营销」 and 「1.店铺营销」 without the number."""
    return re.sub(r"^[\d.]+\s*", "", text)


def semesters(term: str) -> set[int]:
    """{1, 2} of 「第一、二学期」."""
    return {NUMERALS.index(c) for c in term if c in NUMERALS}


def scopes(checker: RecordChecker) -> Iterator[tuple[str, str, str]]:
    """Every (certificate, level, work area) that the records hold, "" for all."""
    for certificate in checker.certificates:
        yield certificate["id"], "", ""
        yield certificate["id"], certificate["level"], ""
    for area in checker.areas:
        yield area["certificate"], area["level"], ""
        if area.get("tasks"):
            yield area["certificate"], area["level"], unnumbered(area["name"])
