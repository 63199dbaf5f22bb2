"""Passwords, their setting, and the command that makes it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from assistant.desk.password import PasswordHash, ask_password, hash_password
from assistant.errors import PasswordError, SettingsError
from assistant.settings import ROOT, load_settings

PASSWORD = "一个够长的口令 with words"


def test_only_the_password_matches_its_hash() -> None:
    hashed = PasswordHash.parse(str(hash_password(PASSWORD)))
    assert hashed.matches(PASSWORD)
    for other in ("", PASSWORD + " ", PASSWORD[:-1], "x" * 1_000_000, "\ud800"):
        assert not hashed.matches(other)
    assert str(hash_password(PASSWORD)) != str(hashed)


@pytest.mark.parametrize("password", ["", "elevenchars", "x" * 1001])
def test_unfit_passwords_are_refused(password: str) -> None:
    with pytest.raises(PasswordError):
        hash_password(password)


@pytest.mark.parametrize(
    "setting",
    ["secret-in-plain", "scrypt:3:8:1:AAAA:AAAA", "scrypt:1073741824:8:1:{salt}:{hash}", "md5:32768:8:3:{salt}:{hash}"],
)
def test_a_setting_that_is_no_hash_stops_the_start_without_repeating_it(
    monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    value = setting.format(salt="A" * 22 + "==", hash="A" * 43 + "=")
    monkeypatch.setenv("ZHENGTU_DESK_PASSWORD_HASH", value)
    with pytest.raises(SettingsError, match="desk-password") as error:
        load_settings()
    assert value not in str(error.value)


def test_no_more_input_is_told_as_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", ended)
    with pytest.raises(PasswordError):
        ask_password()


def test_the_command_prints_a_setting_that_works(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(password: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "assistant", "desk-password"],
            cwd=ROOT,
            input=password + "\n",
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            timeout=60,
            check=False,
        )

    done = run(PASSWORD)
    assert done.returncode == 0
    assert PASSWORD not in done.stdout + done.stderr
    name, _, value = done.stdout.strip().partition("=")
    monkeypatch.setenv(name, value)
    assert PasswordHash.parse(load_settings().desk_password_hash or "").matches(PASSWORD)
    short = run("short")
    assert (short.returncode, short.stdout) == (1, "")
    assert "12" in short.stderr
