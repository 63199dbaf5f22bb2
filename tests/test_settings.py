"""Which index belongs to which pack."""

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import SHIPPED_INDEX, SHIPPED_PACK, load_settings


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZHENGTU_CORPUS", raising=False)
    monkeypatch.delenv("ZHENGTU_INDEX", raising=False)


def test_the_pack_that_ships_keeps_its_index_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().index == SHIPPED_INDEX
    # By whatever name it is called.
    monkeypatch.chdir(SHIPPED_PACK)
    assert load_settings(corpus=Path(".")).index == SHIPPED_INDEX


def test_another_pack_never_uses_its_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings(corpus=tmp_path).index == tmp_path / ".index"
    # The environment names the index of the pack that it names, which is not this one.
    monkeypatch.setenv("ZHENGTU_INDEX", "/somewhere")
    assert load_settings(corpus=tmp_path).index == tmp_path / ".index"
    assert load_settings().index == Path("/somewhere")
    monkeypatch.setenv("ZHENGTU_CORPUS", str(tmp_path))
    assert load_settings().index == Path("/somewhere")


def test_an_index_that_is_named_is_used(tmp_path: Path) -> None:
    assert load_settings(corpus=tmp_path, index=tmp_path / "elsewhere").index == tmp_path / "elsewhere"


@pytest.mark.parametrize("path", ["zt", "/zt/", "/a b", "/<x>", "//evil"])
def test_a_path_below_which_nothing_can_be_served_is_refused(path: str) -> None:
    with pytest.raises(SettingsError):
        load_settings(root_path=path)
