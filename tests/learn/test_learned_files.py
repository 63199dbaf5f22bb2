"""What was fitted on a pack comes back as it was written, or says by name why it is not used."""

import json
import logging

import numpy as np
import pytest

from assistant.answering.abstention import AbstentionFit, learned_model, load_model
from assistant.answering.fits import load_fits
from assistant.errors import LearnedFileError
from assistant.evidence.judge_model import JudgeModel, general_fit, learned_judge
from assistant.learn.cases import SIGNS
from assistant.pack.learned import LearnedPart, learned_file, read_learned, write_learned
from assistant.understanding.turns import TurnFit, learned_turns

ENCODER = "encoder-a"


@pytest.fixture
def folder(tmp_path):
    write_learned(tmp_path, LearnedPart.JUDGE, ENCODER, general_fit(expanded=False), {"questions": 40.0})
    return tmp_path


def test_a_judge_comes_back_as_it_was(folder):
    rows = np.random.default_rng(0).uniform(0, 1, (20, len(SIGNS)))
    own, general = learned_judge(folder, ENCODER, expanded=False), JudgeModel.of(general_fit(expanded=False))
    assert np.array_equal(own.trees.probability(rows), general.trees.probability(rows))
    assert own.answers_from == general.answers_from
    assert [p.name for p in folder.iterdir()] == ["judge.json"]


def test_without_a_file_the_general_fit_is_used(tmp_path, embedder):
    fits = load_fits(tmp_path / "learned", embedder.name, expanded=False)
    assert fits.judge is None
    assert fits.abstention == load_model(embedder.name, expanded=False)


def test_another_encoder_is_told_in_the_log_and_the_general_fit_stays(folder, caplog):
    with caplog.at_level(logging.WARNING):
        assert learned_judge(folder, "encoder-b", expanded=False) is None
    assert ENCODER in caplog.text
    assert "learn --part judge" in caplog.text


def test_a_judge_for_passages_of_another_form_is_told_too(folder, caplog):
    with caplog.at_level(logging.WARNING):
        assert learned_judge(folder, ENCODER, expanded=True) is None
    assert "judge.json" in caplog.text


def cut(text):
    return text[: len(text) // 2]


def changed(text):
    data = json.loads(text)
    data["fit"]["answers_from"] = 0.9
    return json.dumps(data)


def another_part(text):
    return json.dumps({**json.loads(text), "part": "turns"})


@pytest.mark.parametrize("harm", [cut, changed, another_part, lambda _: "", lambda _: "[]", lambda _: '{"part": 1}'])
def test_a_harmed_file_is_an_error_with_its_name(folder, harm):
    path = learned_file(folder, LearnedPart.JUDGE)
    path.write_text(harm(path.read_text("utf-8")), "utf-8")
    with pytest.raises(LearnedFileError, match=r"judge\.json.*zhengtu learn --part judge") as told:
        learned_judge(folder, ENCODER, expanded=False)
    assert told.value.path == path


def test_bytes_that_are_no_text_are_an_error_with_the_name(folder):
    learned_file(folder, LearnedPart.JUDGE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LearnedFileError, match="judge.json"):
        learned_judge(folder, ENCODER, expanded=False)


@pytest.mark.parametrize(
    "harm",
    [
        {"signs": ("never_heard_of", *general_fit(expanded=False).signs[1:])},
        {"trees": (((0.0, 0.5, 7.0, 8.0, 0.0),),)},
        {"trees": (((0.0, 0.5, 0.0, 0.0, 0.0),),)},
    ],
)
def test_signs_that_are_gone_and_trees_that_lead_nowhere_are_errors(tmp_path, harm):
    fit = general_fit(expanded=False).model_copy(update=harm)
    write_learned(tmp_path, LearnedPart.JUDGE, ENCODER, fit)
    with pytest.raises(LearnedFileError, match="judge.json"):
        learned_judge(tmp_path, ENCODER, expanded=False)


def test_weights_of_another_number_are_errors(tmp_path):
    fit = AbstentionFit(signals=("similarity",), mean=(0,), scale=(1,), weights=(1,), bias=0, threshold=0.5)
    write_learned(tmp_path, LearnedPart.ABSTENTION, ENCODER, fit)
    with pytest.raises(LearnedFileError, match="abstention.json"):
        learned_model(tmp_path, ENCODER)
    turns = TurnFit(kinds=("question", "thanks"), mean=(0, 0), weights=((1, 1),), bias=(0, 0))
    write_learned(tmp_path, LearnedPart.TURNS, ENCODER, turns)
    with pytest.raises(LearnedFileError, match=r"turns\.json.*--part planner"):
        learned_turns(tmp_path, ENCODER)


def test_where_nothing_can_be_written_the_old_file_stays(folder, monkeypatch):
    def full(*_):
        raise OSError("no space left")

    before = learned_file(folder, LearnedPart.JUDGE).read_bytes()
    monkeypatch.setattr("assistant.pack.files.os.replace", full)
    with pytest.raises(LearnedFileError, match="no space left"):
        write_learned(folder, LearnedPart.JUDGE, ENCODER, general_fit(expanded=True))
    monkeypatch.undo()
    assert learned_file(folder, LearnedPart.JUDGE).read_bytes() == before
    assert [p.name for p in folder.iterdir()] == ["judge.json"]
    assert read_learned(folder, LearnedPart.TURNS, ENCODER, TurnFit) is None
