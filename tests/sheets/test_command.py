"""``zhengtu plan`` as a process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from assistant.settings import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def index(shipped_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(shipped_index, tmp_path_factory.mktemp("plan") / "index"))


def zhengtu(index: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", "plan", "--index", str(index), *arguments],
        cwd=ROOT,
        capture_output=True,
        timeout=120,
        env={**os.environ, "OMP_WAIT_POLICY": "passive", "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


def test_a_plan_on_standard_output_and_in_a_file(index: Path, tmp_path: Path) -> None:
    asked = ("--role", "外贸业务员", "--level", "初级", "--course", "国际单证", "--as-of", "2026-11-21")
    shown = zhengtu(index, *asked)
    assert shown.returncode == 0, shown.stderr.decode()
    assert "# 证书学习计划" in shown.stdout.decode()
    assert "2026-11-21" in shown.stdout.decode()
    file = tmp_path / "plan.pdf"
    written = zhengtu(index, *asked, "--lang", "en", "--out", str(file))
    assert written.returncode == 0, written.stderr.decode()
    assert file.read_bytes().startswith(b"%PDF")


def test_a_class(index: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("姓名,证书\n张三,直播电商\n李四,厨师\n", encoding="utf-8")
    out = tmp_path / "class.zip"
    made = zhengtu(index, "--class", str(listed), "--form", "docx", "--out", str(out))
    assert made.returncode == 0, made.stderr.decode()
    assert "1 份计划单，1 行未制作" in made.stdout.decode()
    assert zipfile.ZipFile(out).namelist() == ["001-张三.docx", "汇总.xlsx"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--role", "厨师"], "厨师"),
        ([], "请先选择岗位"),
        (["--role", "外贸业务员", "--out", "plan.exe"], ".docx"),
        (["--class", "absent.xlsx", "--out", "x.zip"], "absent.xlsx"),
        (["--class", str(ROOT / "pyproject.toml")], "模板"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(index: Path, arguments: list[str], said: str) -> None:
    result = zhengtu(index, *arguments)
    assert result.returncode == 1
    assert said in result.stderr.decode().splitlines()[-1]
    assert b"Traceback" not in result.stderr
