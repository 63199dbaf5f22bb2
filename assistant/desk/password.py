"""The staff's password as a hash: scrypt (RFC 7914) with the parameters that OWASP's cheat sheet lists.

Form: ``scrypt:n:r:p:salt:hash``, the last two in URL-safe base64; without ``$``, which shells and Make would replace.
"""

from __future__ import annotations

import base64
import getpass
import hashlib
import hmac
import secrets
import sys
from dataclasses import dataclass

from assistant.errors import PasswordError

MIN_CHARS = 12
MAX_CHARS = 1000
# 32 MB and about a quarter of a second on this machine.
_N, _R, _P = 2**15, 8, 3
_SALT_BYTES, _HASH_BYTES = 16, 32
# What a configured hash may ask of the machine.
_MAX_N, _MAX_R, _MAX_P = 2**18, 16, 16


@dataclass(frozen=True, slots=True)
class PasswordHash:
    """A hash as it stands in the settings."""

    n: int
    r: int
    p: int
    salt: bytes
    digest: bytes

    @classmethod
    def parse(cls, text: str) -> PasswordHash:
        """The hash of a setting.

        Raises:
            PasswordError: it was not made by ``zhengtu desk-password``.
        """
        try:
            name, n, r, p, salt, digest = text.strip().split(":")
            parsed = cls(int(n), int(r), int(p), _bytes(salt), _bytes(digest))
        except ValueError as error:
            raise _malformed() from error
        fits = 2 <= parsed.n <= _MAX_N and parsed.n & (parsed.n - 1) == 0
        fits = fits and 1 <= parsed.r <= _MAX_R and 1 <= parsed.p <= _MAX_P
        if name != "scrypt" or not fits or len(parsed.salt) < _SALT_BYTES or len(parsed.digest) != _HASH_BYTES:
            raise _malformed()
        return parsed

    def __str__(self) -> str:
        return f"scrypt:{self.n}:{self.r}:{self.p}:{_text(self.salt)}:{_text(self.digest)}"

    def matches(self, password: str) -> bool:
        """Whether it is the hash of this password; takes the same time either way."""
        if len(password) > MAX_CHARS:
            return False
        return hmac.compare_digest(_scrypt(password, self.salt, self.n, self.r, self.p), self.digest)


def hash_password(password: str) -> PasswordHash:
    """A new hash of a password.

    Raises:
        PasswordError: it is too short or too long.
    """
    if not MIN_CHARS <= len(password) <= MAX_CHARS:
        raise PasswordError(
            f"密码须有 {MIN_CHARS} 到 {MAX_CHARS} 个字符。A password has {MIN_CHARS} to {MAX_CHARS} characters."
        )
    salt = secrets.token_bytes(_SALT_BYTES)
    return PasswordHash(_N, _R, _P, salt, _scrypt(password, salt, _N, _R, _P))


def ask_password() -> str:
    """A new password typed twice, unseen; the first line of standard input where that is no terminal.

    Raises:
        PasswordError: the two differ, or the input ends before them.
    """
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    try:
        first = getpass.getpass(f"新密码（至少 {MIN_CHARS} 个字符） new password: ")
        again = getpass.getpass("再输一次 once more: ")
    except EOFError as error:
        raise PasswordError("没有输入密码，什么也没有改。No password was typed; nothing was changed.") from error
    if first != again:
        raise PasswordError("两次输入不一致，请重来。The two are not the same; please start again.")
    return first


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    # What it needs (128 n r bytes), and as much again: OpenSSL's own limit is below it.
    maxmem = 256 * n * r + 1024 * 1024
    secret = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(secret, salt=salt, n=n, r=r, p=p, maxmem=maxmem, dklen=_HASH_BYTES)


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, altchars=b"-_", validate=True)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode()


def _malformed() -> PasswordError:
    return PasswordError(
        "ZHENGTU_DESK_PASSWORD_HASH 不是密码的散列值，请用 zhengtu desk-password 生成。"
        "It is not a password's hash; make one with zhengtu desk-password."
    )
