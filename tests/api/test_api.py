"""The API over real HTTP."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.api.app import create_app
from assistant.api.loading import AssistantLoader, LoadState
from assistant.api.schemas import AnswerBody
from assistant.assistant import Assistant
from assistant.errors import EmptyCorpusError
from assistant.web.mount import mount_web
from tests.api.serving import loaded

QUESTION = "产业学院至少要几名1+X认证讲师？"
Serve = Callable[[FastAPI], str]


@pytest.fixture(scope="module")
def client(tiny_assistant: Assistant, serve_app: Serve) -> Iterator[httpx.Client]:
    loader = loaded(tiny_assistant)
    with httpx.Client(base_url=serve_app(create_app(loader)), timeout=30) as client:
        yield client


def _problem(response: httpx.Response) -> dict[str, str]:
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message"}
    assert body["error"]["message"]
    return body["error"]


def test_ask_answers_with_citations_that_resolve(client: httpx.Client) -> None:
    response = client.post(
        "/api/ask", json={"id": "q1", "question": QUESTION, "history": [], "profile": {}, "as_of": None}
    )
    assert response.status_code == 200
    answer = AnswerBody.model_validate(response.json())
    assert answer.id == "q1"
    assert answer.status == "answered"
    assert "4名" in answer.answer
    for citation in answer.citations:
        part = client.get(
            f"/api/documents/{citation.document}", params={"start": citation.start, "end": citation.end}
        ).json()
        assert part["text"] == citation.quote


def test_stream_gives_the_same_answer_in_pieces(client: httpx.Client) -> None:
    body = {"question": QUESTION}
    with client.stream("POST", "/api/ask/stream", json=body) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        events = [
            (name.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
            for name, data in (e.split("\n", 1) for e in "".join(response.iter_text()).split("\n\n") if e)
        ]
    whole = client.post("/api/ask", json=body).json()
    done = events[-1][1]
    assert events[-1][0] == "done"
    assert done | {"latency_ms": 0} == whole | {"latency_ms": 0}
    assert "".join(d["text"] for n, d in events if n == "token") == done["answer"]
    assert [d for n, d in events if n == "citation"] == done["citations"]


def test_documents_list_and_text(client: httpx.Client) -> None:
    listed = client.get("/api/documents").json()["documents"]
    assert {d["id"] for d in listed} == {"rules", "standard"}
    whole = client.get("/api/documents/rules").json()
    assert whole["characters"] == len(whole["text"]) == whole["end"]
    section = whole["sections"][-1]
    assert section["locator"] == "第2节"
    part = client.get("/api/documents/rules", params={"start": 3, "end": 9}).json()
    assert part["text"] == whole["text"][3:9]


@pytest.mark.parametrize("span", [{"start": 5, "end": 2}, {"start": -1}, {"end": 10**9}, {"start": "x"}])
def test_a_span_outside_the_text_is_refused(client: httpx.Client, span: dict[str, object]) -> None:
    response = client.get("/api/documents/rules", params=span)
    assert response.status_code == 422
    assert _problem(response)["code"] == "invalid"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/documents/nothing", 404, "not_found"),
        ("GET", "/api/nothing", 404, "not_found"),
        ("GET", "/api/ask", 405, "method_not_allowed"),
        ("POST", "/api/health", 405, "method_not_allowed"),
    ],
)
def test_wrong_addresses(client: httpx.Client, method: str, path: str, status: int, code: str) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    assert _problem(response)["code"] == code


@pytest.mark.parametrize(
    "question", ["", " \n\t ", "？？？", "问" * 20_000, "\x00\x01\x02\x03\x04", "\ufffd" * 50, "\u202e\u200b"]
)
def test_unreadable_questions_get_a_clear_error(client: httpx.Client, question: str) -> None:
    for path in ("/api/ask", "/api/ask/stream"):
        response = client.post(path, json={"question": question})
        assert response.status_code == 422
        assert _problem(response)["code"] == "bad_question"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b"\xff\xfe\x00",
        b'{"question": 5}',
        b'{"question": "\\ud800"}',
        b'{"question": "x", "more": 1}',
        b'{"question": "x", "as_of": "yesterday"}',
        b'{"question": "x", "history": [{"role": "system", "content": "x"}]}',
    ],
)
def test_malformed_bodies(client: httpx.Client, body: bytes) -> None:
    response = client.post("/api/ask", content=body, headers={"content-type": "application/json"})
    assert response.status_code in (400, 422)
    _problem(response)


def test_bodies_over_256_kb_are_refused_announced_or_not(client: httpx.Client) -> None:
    big = json.dumps({"question": "问" * 300_000}, ensure_ascii=False).encode()
    headers = {"content-type": "application/json"}
    for content in (big, iter([big[:200_000], big[200_000:]])):
        response = client.post("/api/ask", content=content, headers=headers)
        assert response.status_code == 413
        assert _problem(response)["code"] == "too_large"


def test_html_in_a_question_is_only_text(client: httpx.Client) -> None:
    response = client.post("/api/ask", json={"question": "<script>alert(1)</script>产业学院要几名1+X认证讲师？"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.headers["x-content-type-options"] == "nosniff"


def test_health_and_ready(client: httpx.Client) -> None:
    ready = client.get("/api/ready")
    assert client.get("/api/health").json() == {"status": "ok", "built_at": ready.json()["built_at"]}
    assert ready.status_code == 200
    assert ready.json()["documents"] == 2


def test_description_page_comes_from_this_host(client: httpx.Client) -> None:
    page = client.get("/api/docs")
    assert page.status_code == 200
    assert "http" not in page.text.replace("http-equiv", "")
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert client.get("/api/static-offline-docs/swagger-ui-bundle.js").status_code == 200
    paths = client.get("/api/openapi.json").json()["paths"]
    assert {"/ask", "/ask/stream", "/documents", "/documents/{document_id}", "/health", "/ready"} <= set(paths)


def test_no_question_in_the_log(client: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        client.post("/api/ask", json={"question": "一个独特的问题QZX9"})
        client.post("/api/ask", json={"question": "QZX9" * 1000})
    assert "QZX9" not in caplog.text


def test_until_loaded_questions_get_503(tiny_assistant: Assistant, serve_app: Serve) -> None:
    go_on = threading.Event()

    def open_slowly(progress: Callable[[int, int], None]) -> Assistant:
        progress(3, 8)
        go_on.wait(20)
        return tiny_assistant

    loader = AssistantLoader(open_slowly)
    loader.start()
    with httpx.Client(base_url=serve_app(create_app(loader)), timeout=30) as client:
        assert client.get("/api/health").json() == {"status": "ok", "built_at": None}
        for response in (client.get("/api/ready"), client.post("/api/ask", json={"question": QUESTION})):
            assert response.status_code == 503
            assert response.headers["retry-after"]
            assert _problem(response)["code"] == "loading"
        assert "3/8" in client.get("/api/ready").json()["error"]["message"]
        go_on.set()
        assert loader.wait(10).state is LoadState.READY
        assert client.post("/api/ask", json={"question": QUESTION}).status_code == 200


def test_a_failed_start_says_why(serve_app: Serve) -> None:
    def fail(_: object) -> Assistant:
        raise EmptyCorpusError("没有文档")

    loader = AssistantLoader(fail)
    loader.start()
    loader.wait(5)
    response = httpx.get(serve_app(create_app(loader)) + "/api/ready")
    assert response.status_code == 503
    assert _problem(response) == {"code": "start_failed", "message": "启动失败：没有文档 (start-up failed)"}


def test_gradio_writes_no_uploads_and_serves_no_files(tiny_assistant: Assistant, serve_app: Serve) -> None:
    loader = AssistantLoader(lambda _: tiny_assistant)
    with httpx.Client(base_url=serve_app(mount_web(create_app(loader), loader)), timeout=30) as client:
        for page in ("", "/en", "/practice", "/en/practice"):
            upload = client.post(f"{page}/gradio_api/upload", files={"files": ("a.txt", b"x")})
            assert upload.status_code == 404
            for path in ("file=pyproject.toml", "proxy=http://localhost/", "deep_link?session_hash=x"):
                assert client.get(f"{page}/gradio_api/{path}").status_code == 404
            html = client.get(f"{page}/")
            assert html.status_code == 200
            assert "connect-src 'self'" in html.headers["content-security-policy"]
            if page:
                assert client.get(page, follow_redirects=True).url.path == f"{page}/"
            assert client.get(f"{page}/gradio_api/info").json()["named_endpoints"] == {}


@pytest.mark.parametrize("path", ["/api/health", "/api/ready", "/api/documents"])
def test_a_monitor_may_ask_by_head(client: httpx.Client, path: str) -> None:
    response = client.head(path)
    assert response.status_code == 200
    assert response.content == b""


def test_below_a_path_of_a_proxy_everything_is_found_and_guarded(tiny_assistant: Assistant) -> None:
    with TestClient(create_app(loaded(tiny_assistant)), base_url="http://127.0.0.1", root_path="/zt") as below:
        docs = below.get("/zt/api/docs")
        assert 'src="/zt/api/static-offline-docs/' in docs.text
        assert "'/zt/api/openapi.json'" in docs.text
        assert below.get("/zt/api/health").status_code == 200
        # The page of the API may load its own script, an answer of it nothing.
        policies = [r.headers["content-security-policy"] for r in (docs, below.get("/zt/api/health"))]
        assert policies[0] != policies[1]
