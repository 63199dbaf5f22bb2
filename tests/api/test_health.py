"""A document that nobody can read: the older index answers, visitors see no file, staff see which one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from assistant.desk.password import hash_password
from assistant.index.bundled import BundledEmbedder
from assistant.index.generations import build
from tests.api.serving import Served, serving

PASSWORD = "correct horse battery"
QUESTION = "产业学院至少要几名1+X认证讲师？"
BAD = "draft-secret.md"


@pytest.fixture
def corpus(tiny_corpus: Path, tmp_path: Path) -> Path:
    shutil.copytree(tiny_corpus, tmp_path / "corpus")
    return tmp_path / "corpus"


@contextmanager
def _signed_in(served: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.address, timeout=60) as client:
        assert client.post("/api/desk/session", json={"password": PASSWORD}).status_code == 204
        yield client


def _names_nothing(text: str, tmp_path: Path) -> None:
    assert str(tmp_path) not in text
    assert BAD not in text


def test_the_next_start_answers_from_the_older_index_and_says_so(
    corpus: Path, tmp_path: Path, embedder: BundledEmbedder
) -> None:
    hashed = str(hash_password(PASSWORD))
    built_at = build(corpus, tmp_path / "index", embedder).built_at
    (corpus / "documents" / BAD).write_bytes(b"\x00\x01")
    with serving(tmp_path, corpus, ZHENGTU_DESK_PASSWORD_HASH=hashed) as served:
        answer = httpx.post(f"{served.address}/api/ask", json={"question": QUESTION}, timeout=60)
        assert answer.status_code == 200
        assert "4名" in answer.json()["answer"]
        health = httpx.get(f"{served.address}/api/health")
        assert health.status_code == 200
        assert health.json()["status"] == "degraded"
        assert health.json()["built_at"] == built_at
        assert health.json()["problem"]["code"] == "unreadable_file"
        assert set(health.json()["problem"]) == {"code", "message"}
        _names_nothing(health.text, tmp_path)
        forged = httpx.get(f"{served.address}/api/health", cookies={"zhengtu_desk": "x" * 43})
        assert forged.json() == health.json()
        with _signed_in(served) as staff:
            problem = staff.get("/api/health").json()["problem"]
            assert problem["document"] == f"documents/{BAD}"
            assert str(tmp_path) not in str(problem)
        assert BAD in served.log.read_text(encoding="utf-8")


def test_a_start_without_an_older_index_fails_plainly_and_shows_no_path(corpus: Path, tmp_path: Path) -> None:
    (corpus / "documents" / BAD).write_bytes(b"\x00\x01")
    hashed = str(hash_password(PASSWORD))
    with serving(tmp_path, corpus, ZHENGTU_DESK_PASSWORD_HASH=hashed) as served:
        with httpx.Client(base_url=served.address, timeout=60) as client:
            for response in (
                client.post("/api/ask", json={"question": QUESTION}),
                client.post("/api/ask/stream", json={"question": QUESTION}),
                client.get("/api/ready"),
                client.get("/api/documents"),
            ):
                assert response.status_code == 503
                assert response.json()["error"]["code"] == "start_failed"
                _names_nothing(response.text, tmp_path)
            health = client.get("/api/health").json()
            assert health["status"] == "failed"
            assert health["problem"]["code"] == "unreadable_file"
            _names_nothing(str(health), tmp_path)
        with _signed_in(served) as staff:
            assert BAD in staff.get("/api/health").json()["problem"]["detail"]
        assert BAD in served.log.read_text(encoding="utf-8")
