"""``zhengtu learn`` on a small pack: it fits what it can, says what it cannot, and leaves what serves as it is."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.assistant import Assistant
from assistant.cli import main
from assistant.errors import LearnedFileError
from assistant.evidence.judge_model import general_fit, learned_judge
from assistant.evidence.signs import Signs
from assistant.learn.cases import SIGNS, Case
from assistant.learn.judge import learn_judge
from assistant.learn.labelled import LabelledQuestion
from assistant.llm.replay import PENDING, REPLIES
from assistant.pack.learned import LearnedPart, write_learned
from assistant.settings import ROOT, load_settings
from assistant.types import Status, Turn
from assistant.understanding.turns import TurnKind

CRANE = ROOT / "evals" / "plain" / "crane"
# How people of this pack thank; the general weights take these for questions or for something else.
THANKS = [
    "cheers foreman", "ta very much mate", "ace, hook's on", "that's the load landed", "nice one, slew complete",
    "roger that, all clear below", "top banana, rigging done", "sorted, brake's on", "good lift, well done",
    "much obliged, banksman", "smashing, boom down", "ta, that's us clear", "sound, jib's stowed",
    "bless you, signaller", "champion, load's down", "grand, hook's free", "belter of an answer, ta",
    "lovely, that's it lifted", "magic, ticket's safe", "brill, we're landed",
]  # fmt: skip


class Shown:
    """Pieces with the signs that they are given, whatever was said before."""

    def __init__(self, signs):
        self._signs = signs

    def signs(self, said):
        return self._signs

    def without(self, left):
        return Shown([self._signs[i] for i in left])


def case_of(number):
    """A question with six pieces, of which the third holds its fact; every third question has none."""
    drawn = np.random.default_rng(number)
    answerable = number % 3 > 0
    signs = []
    for piece in range(6):
        values = dict(zip(SIGNS, drawn.uniform(0, 1, len(SIGNS)), strict=True))
        values["figures"] = 5.0 if answerable and piece == 2 else 0.0
        signs.append(Signs(**values))
    question = LabelledQuestion(
        id=str(number), question="?", answerable=answerable, facts=(("1",),) if answerable else ()
    )
    holds = tuple(frozenset({0}) if answerable and piece == 2 else frozenset() for piece in range(6))
    return Case(question, Shown(signs), holds, 3, None, frozenset(), answerable)


def held(case):
    return {i for i, facts in enumerate(case.holds) if facts}


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """A folder of documents with an index, copied for each test that writes into it."""
    folder = tmp_path_factory.mktemp("packs") / "crane"
    shutil.copytree(CRANE, folder)
    Assistant.open(load_settings(corpus=folder))
    return folder


@pytest.fixture
def own(pack, tmp_path):
    folder = tmp_path / "crane"
    shutil.copytree(pack, folder)
    return folder


def learn(capsys, *arguments):
    code = main(["learn", *map(str, arguments)])
    return code, capsys.readouterr().out


def opened(folder: Path) -> Assistant:
    return Assistant.open(load_settings(corpus=folder))


def test_the_judge_learns_what_this_pack_answers_by(tiny_assistant, tmp_path):
    """Here what holds a fact has figures, which the general judge cannot know."""
    outcome = learn_judge(tiny_assistant, [case_of(n) for n in range(60)], tmp_path)
    assert outcome.written == tmp_path / "judge.json"
    assert outcome.figures["right_left_out"] > outcome.figures["right_before"] + 0.2
    own = learned_judge(tmp_path, tiny_assistant.embedder.name, expanded=False)
    unseen = [case_of(n) for n in range(100, 140)]
    right = [own.trees.probability(c.rows()).argmax() in held(c) for c in unseen if held(c)]
    assert sum(right) > 0.8 * len(right)


def test_a_pack_is_judged_by_its_own_file(own, capsys):
    code, said = learn(capsys, own, "--part", "judge", "--questions", CRANE / "questions.jsonl")
    assert code == 0, said
    asked = (CRANE / "questions.jsonl").read_text("utf-8").splitlines()
    used = int(said.partition("judge：")[2].partition(" ")[0])
    assert 0.9 * len(asked) < used <= len(asked), "it says how many questions it was fitted on"
    assert (own / "learned" / "judge.json").exists() != ("照旧" in said.splitlines()[-1])
    fit = general_fit(expanded=False).model_copy(update={"answers_from": 1.0})
    turn = Turn("What does the renewal of the Mobile Crane Driver ticket cost?")
    assert opened(own).answer(turn).status is Status.ANSWERED
    path = write_learned(own / "learned", LearnedPart.JUDGE, opened(own).embedder.name, fit)
    assert opened(own).answer(turn).status is Status.ABSTAINED
    path.write_text("{}", "utf-8")
    with pytest.raises(LearnedFileError, match="judge.json"):
        opened(own)


def test_too_few_questions_leave_the_general_fit(own, capsys):
    few = own / "few.jsonl"
    few.write_text("\n".join((CRANE / "questions.jsonl").read_text("utf-8").splitlines()[:12]), "utf-8")
    code, said = learn(capsys, own, "--part", "judge", "--questions", few)
    assert code == 1
    assert "20" in said
    assert not (own / "learned" / "judge.json").exists()


def test_without_labels_each_part_says_what_it_lacks(own, capsys):
    code, said = learn(capsys, own)
    assert code == 1
    assert "turns.jsonl" in said
    assert "questions.jsonl" in said


def test_turns_of_the_pack_are_read_as_its_people_mean_them(own, capsys):
    examples = [{"text": t, "kind": "thanks"} for t in THANKS]
    (own / "learned").mkdir()
    (own / "learned" / "turns.jsonl").write_text("\n".join(map(json.dumps, examples)), "utf-8")
    unseen = Turn("load's landed and hook's free, muckers")
    before = opened(own).turns.take(unseen).kind
    code, said = learn(capsys, own, "--part", "planner")
    assert code == 0, said
    after = opened(own)
    assert (before, after.turns.take(unseen).kind) == (TurnKind.QUESTION, TurnKind.THANKS)
    assert after.turns.take(Turn("How much is the Mobile Crane written test?")).kind is TurnKind.QUESTION


def test_a_bad_line_is_named(own, capsys):
    (own / "learned").mkdir()
    (own / "learned" / "turns.jsonl").write_text('{"text": "hi", "kind": "wave"}', "utf-8")
    assert main(["learn", str(own), "--part", "planner"]) == 1
    assert "turns.jsonl" in (told := capsys.readouterr().err)
    assert "kind" in told


def test_without_a_model_a_sheet_is_written_and_taken_back(own, capsys):
    code, said = learn(capsys, own, "--part", "questions", "--llm", "none")
    assert code == 0
    sheet = own / "learned" / "passages.jsonl"
    assert str(sheet) in said
    lines = [json.loads(line) for line in sheet.read_text("utf-8").splitlines()]
    assert main(["learn", str(own), "--sheet", str(sheet)]) == 1, "nothing was written on it"
    lines[0]["questions"] = ["Where do I even begin with all this?"]
    sheet.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    capsys.readouterr()
    code, said = learn(capsys, own, "--sheet", sheet)
    assert code == 0, said
    passage = next(p for p in opened(own).generation.passages if p.questions)
    assert passage.questions == ("Where do I even begin with all this?",)
    lines[0]["passage"] = "0" * 12
    sheet.write_text(json.dumps(lines[0]), "utf-8")
    assert main(["learn", str(own), "--sheet", str(sheet)]) == 1, "its passage is gone"


def test_a_model_proposes_and_what_misses_its_passage_falls(own, capsys, tmp_path):
    replay = tmp_path / "replay"
    replay.mkdir()
    code, said = learn(capsys, own, "--part", "questions", "--llm", f"replay:{replay}")
    assert "pending.jsonl" in said
    calls = [json.loads(line) for line in (replay / PENDING).read_text("utf-8").splitlines()]
    assert {c["stage"] for c in calls} == {"questions"}
    first = calls[0]["messages"][1]["content"].split("\n\n")[0]
    good = " ".join(f"I was wondering about this: {first[3:140]}".split())
    replies = [{"key": c["key"], "reply": "no JSON"} for c in calls[1:]]
    replies.append(
        {"key": calls[0]["key"], "reply": json.dumps({"1": [good, "When is high tide at Dover?", good], "2": []})}
    )
    (replay / REPLIES).write_text("\n".join(map(json.dumps, replies)), "utf-8")
    code, said = learn(capsys, own, "--part", "questions", "--llm", f"replay:{replay}")
    assert code == 0, said
    kept = [q for p in opened(own).generation.passages for q in p.questions]
    assert kept == [good]
