"""The trained reader: what it computes, and what it tells apart."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from assistant.evidence.reader import PassageReader, passage_reader
from assistant.index.bundled import BundledEmbedder
from evals.fit_reader import Network, kept
from evals.reading_pairs import READING, pages, stated

# Each question with a piece that answers it and one that only speaks of the same things.
TOLD_APART = [
    ("补考要交多少钱", "补考每科收费80元，考前三日缴清。", "考试报名费每人200元，由考生自理。"),
    ("证书几年有效", "证书自发证之日起三年内有效。", "申请证书须有三年工作经历。"),
    ("成绩什么时候能查", "成绩于考试结束后二十个工作日公布。", "考试于每年五月和十一月各举行一次。"),
    ("who marks the practical", "Two outside assessors mark the practical.", "The practical lasts two hours."),
    ("can I cancel and get my money back", "Fees are refunded up to 14 days before.", "Fees are payable on booking."),
]


@pytest.fixture(scope="module")
def reader() -> PassageReader:
    made = passage_reader(BundledEmbedder())
    assert made is not None
    return made


@pytest.mark.parametrize(("question", "answers", "alike"), TOLD_APART)
def test_what_answers_is_told_from_what_speaks_of_it(
    reader: PassageReader, question: str, answers: str, alike: str
) -> None:
    said = reader.answers(question, [("考务规定 › 收费与时间", answers), ("考务规定 › 收费与时间", alike)])

    assert said[0] > said[1]


def test_it_computes_what_was_trained() -> None:
    torch.manual_seed(1)
    embedder = BundledEmbedder()
    network = Network(2 * embedder.dimension).eval()
    own = PassageReader(embedder, {name: value.astype(np.float32) for name, value in kept(network).items()})
    question, piece = "几年换一次证", ("证书管理办法 › 第二章", "证书每五年换发一次。")
    with torch.no_grad():
        trained = network([own.question_tokens(question)], [own.piece_tokens(*piece)]).item()

    assert own.answers(question, [piece])[0] == pytest.approx(trained, abs=5e-3)


def test_nothing_and_much_too_much_is_read(reader: PassageReader) -> None:
    said = reader.answers("", [("", ""), ("题" * 5000, "\x00\ud800" + "文" * 100_000)])

    assert said.shape == (2,)
    assert np.isfinite(said).all()


def test_every_page_says_which_of_its_pieces_answer() -> None:
    read = [page for path in READING.glob("*.jsonl") for page in pages(path)]

    assert all(0 <= i < len(page.pieces) for page in read for asked in page.questions for i in asked.a)
    answered = np.mean([bool(asked.a) for page in read for asked in page.questions])
    assert 0.4 < answered < 0.6


def test_every_answer_stands_word_for_word_in_a_document() -> None:
    folders = sorted((READING / "folders").iterdir())

    assert folders
    for folder in folders:
        documents = [p.read_text("utf-8") for p in folder.iterdir() if p.suffix != ".jsonl"]
        asked = list(stated(folder))
        assert 0.3 < sum(bool(q.says) for q in asked) / len(asked) < 0.75
        assert [s for q in asked for s in q.says if not any(s in text for text in documents)] == []
