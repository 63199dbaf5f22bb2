"""Packs of other trades: a folder of texts speaks neutrally, a pack file gives it a name; nothing leaks between packs."""

import io
import json
import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import httpx
import openpyxl
import pytest

from assistant.api.app import create_app
from assistant.api.loading import AssistantLoader
from assistant.assistant import Assistant
from assistant.catalogue.export import Format, export_catalogue
from assistant.corpus.check import check_corpus
from assistant.corpus.loaders import document_paths, documents_folder
from assistant.desk.desk import Desk
from assistant.errors import PackError
from assistant.pack.new_pack import new_pack
from assistant.pack.pack import load_pack
from assistant.settings import Settings
from assistant.types import Language, Status, Turn
from assistant.web.certificates import _View
from assistant.web.mount import mount_web
from assistant.web.strings import strings_of

TRADE = ("电商", "commerce", "1+X", "B2B")
TEXT = """# 烘焙师考核办法

## 报名要什么材料？

报名交身份证复印件和两寸照片一张。

## 补考

初级烘焙师补考在三个月内进行，用烤箱一台，费用50元。
"""
PACK = """name: 麦香
tagline: {zh: 烘焙师考核问答, en: "Bakers' exams"}
scope: 烘焙师考核
contact: 前台电话 12345
languages: [zh]
personas:
  - name: 学员
    questions: [补考多少钱？]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "考核办法.md").write_text(TEXT, encoding="utf-8")
    return tmp_path / "pack"


def served(folder: Path, serve_app) -> tuple[str, Assistant]:
    settings = Settings(corpus=folder, data=folder.parent / "data", answer_limit_s=600)
    assistant = Assistant.open(settings)
    loader = AssistantLoader(lambda progress: assistant)
    loader.start()
    loader.wait(60)
    return serve_app(mount_web(create_app(loader, Desk(settings)), loader)), assistant


def test_a_folder_of_texts_speaks_of_no_trade(folder: Path, serve_app) -> None:
    address, assistant = served(folder, serve_app)
    assert (folder / ".index" / "CURRENT").exists()
    said = [
        assistant.answer(Turn(q)).answer for q in ("你好", "你是谁", "推荐几只会涨的股票给我", "Hello", "who are you")
    ]
    with httpx.Client(base_url=address, timeout=30) as client:
        pages = [client.get(path).text for path in ("/", "/en/", "/sources/", "/desk/", "/en/certificates/")]
        config = [json.dumps(client.get(f"{path}/config").json(), ensure_ascii=False) for path in ("", "/en")]
    for text in (*said, *pages, *config):
        assert not [word for word in TRADE if word in text]
    # What to ask is taken from the documents' own headings, and answered.
    assert "报名要什么材料？" in config[0]
    examples = assistant.pack.texts[Language.ZH].start
    assert [assistant.answer(Turn(q)).status for q in examples] == [Status.ANSWERED] * len(examples)


def test_a_pack_file_gives_name_and_field(folder: Path, serve_app) -> None:
    (folder / "pack.yaml").write_text(PACK, encoding="utf-8")
    address, assistant = served(folder, serve_app)
    with httpx.Client(base_url=address, timeout=30) as client:
        config = json.dumps(client.get("/config").json(), ensure_ascii=False)
        assert client.get("/openapi.json").status_code == 404
    assert "麦香 · 烘焙师考核问答" in config
    assert "补考多少钱？" in config
    assert "前台电话 12345" in config
    # One language: no way to a page that nobody wrote.
    assert "hreflang" not in config
    assert "烘焙师考核" in assistant.answer(Turn("推荐几只会涨的股票给我")).answer
    assert "麦香" in assistant.answer(Turn("你是谁")).answer
    refused = assistant.answer(Turn("考场停车场在哪里？"))
    assert refused.refused
    # Never bare: what was looked for, and whom to ask.
    assert "停车场" in refused.answer
    assert "前台电话 12345" in refused.answer


RECORDS = """- id: baker-1
  name: 初级烘焙师
  aliases: [初级证]
  cite: 考核办法#补考
  resit: 三个月内
  fee: {value: 50元, cite: 考核办法#补考}
  oven: 一台
"""
SCHEMA = """kinds:
  certificates:
    one: {zh: 烘焙师证书, en: Baker's certificate}
    fields:
      oven: {zh: 烤箱, en: oven}
"""


def test_a_record_of_a_few_fields_has_a_page_an_export_and_an_answer(folder: Path, serve_app) -> None:
    (folder / "records").mkdir()
    (folder / "records" / "certificates.yaml").write_text(RECORDS, encoding="utf-8")
    (folder / "schema.yaml").write_text(SCHEMA, encoding="utf-8")
    assert check_corpus(folder) == []
    address, assistant = served(folder, serve_app)
    with httpx.Client(base_url=address, timeout=30) as client:
        (listed,) = client.get("/api/certificates").json()["certificates"]
        shown = client.get("/api/certificates/baker-1").json()
        linked = client.get("/api/certificates/baker-1?format=jsonld").json()
    assert (listed["name"], listed["issuer"], listed["levels"]) == ("初级烘焙师", "", [])
    assert shown["fields"]["fee"]["value"] == "50元"
    assert "50元" in shown["fields"]["fee"]["citations"][0]["quote"]
    (made,) = [n for n in linked["@graph"] if n["@type"] == "ceterms:Certification"]
    assert made["ceterms:estimatedCost"][0]["ceterms:description"] == {"zh": "50元"}
    view = _View(SimpleNamespace(assistant=lambda: assistant), strings_of(assistant.pack, Language.ZH))
    card = view.cards({})
    # What the record has, each value with its number, and nothing of what it lacks.
    assert "烘焙师证书" in card
    assert "烤箱" in card
    assert re.search(r"50元.{0,40}zt-cite", card)
    assert "发证机构" not in card
    assert view.comparison({"compare": ["baker-1"]})
    assert "状态" in view.detail({"id": "baker-1"})
    tables = openpyxl.load_workbook(io.BytesIO(export_catalogue(folder, Format.XLSX, date(2026, 3, 1))))
    assert [c.value for c in tables["certificates"][2]][:2] == ["baker-1", "初级烘焙师"]
    answer = assistant.answer(Turn("初级烘焙师补考的费用是多少？"))
    assert "50元" in answer.answer
    assert answer.citations


def test_a_field_that_no_schema_names_is_an_error_that_names_it(folder: Path) -> None:
    (folder / "records").mkdir()
    (folder / "records" / "certificates.yaml").write_text(RECORDS, encoding="utf-8")
    assert "oven" in " ".join(check_corpus(folder))


def test_new_pack_asks_five_questions_and_overwrites_nothing(folder: Path) -> None:
    replies = iter(("麦香: 你好", "烘焙师考核", "学员", "补考多少钱？", ""))
    written = new_pack(folder, lambda question: next(replies))
    assert {p.name for p in written} == {"pack.yaml", "lexicon.yaml", "schema.yaml", "certificates.yaml"}
    assert load_pack(folder).texts[Language.ZH].name == "麦香: 你好"
    assert check_corpus(folder) == []
    # The documents that were there still count.
    assert not (folder / "documents").exists()
    with pytest.raises(PackError):
        new_pack(folder, lambda question: "")


def test_new_pack_hides_no_document_of_a_folder_below(tmp_path: Path) -> None:
    (tmp_path / "2026").mkdir()
    (tmp_path / "2026" / "notice.md").write_text("# 补考\n\n补考费60元。\n", encoding="utf-8")
    new_pack(tmp_path, lambda question: "")
    assert [p.name for p in document_paths(documents_folder(tmp_path))] == ["notice.md"]


def test_a_wrong_pack_file_says_which_field(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("name: 麦香\nslogan: 好\n", encoding="utf-8")
    with pytest.raises(PackError, match="slogan"):
        load_pack(tmp_path)
