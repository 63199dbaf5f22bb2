"""Personal data out of texts before they are kept or sent to anybody.

Found by their form: e-mail addresses, telephone numbers, identity numbers, QQ and WeChat names, and any other number
of nine digits or more (students' and certificates' numbers). Names of people have no form and stay.
"""

from __future__ import annotations

import re

_EMAIL = re.compile(r"[\w.+-]{1,64}[@＠][\w-]{1,63}(?:[.．][\w-]{1,63}){1,8}")
# 18 characters with a check letter, or the 15 digits of older cards; people group them as 6-8-4.
_IDENTITY = re.compile(r"(?<!\d)(?:\d{6}[ -]?\d{8}[ -]?\d{3}[\dXxＸ]|\d{15})(?![\dXx])")
_MOBILE = re.compile(r"(?<!\d)(?:[+＋]?86[ -]?)?[1１][3-9３-９]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)[0０]\d{2,3}[ -]?\d{7,8}(?!\d)")
_QQ = re.compile(r"(qq(?:\s*(?:号码|群号|群|号|number|no\.?))?\s*(?:是|为|is)?\s*[:：]?\s*)\d{5,12}(?!\d)", re.I)
_LABEL = r"(?:微信|薇信|威信|v信|weixin|wechat|vx|wx)"
# After a label that says so any name is one; otherwise it must look like one: "微信 marketing" is a subject.
_WECHAT = re.compile(
    rf"({_LABEL}\s*(?:(?:号码|号|账号|id)\s*(?:是|为|is)?\s*[:：]?|[:：])\s*)[a-z\d][\w-]{{4,19}}"
    rf"|({_LABEL}\s*(?:是|为|is)?\s*)(?=[a-z_-]*\d)[a-z\d][\w-]{{4,19}}",
    re.I | re.A,
)
_LONG_NUMBER = re.compile(r"(?<!\d)\d{9,}(?!\d)")


def mask(text: str) -> str:
    """The text with personal data replaced by what it was; masking twice changes nothing more."""
    text = _EMAIL.sub("〔邮箱 e-mail〕", text)
    text = _IDENTITY.sub("〔证件号 ID〕", text)
    text = _MOBILE.sub("〔电话 phone〕", text)
    text = _LANDLINE.sub("〔电话 phone〕", text)
    text = _QQ.sub(r"\1〔QQ〕", text)
    text = _WECHAT.sub(lambda m: f"{m[1] or m[2]}〔微信 WeChat〕", text)
    return _LONG_NUMBER.sub("〔号码 number〕", text)
