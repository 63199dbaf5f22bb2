"""Personal data out of texts before they are kept or sent to anybody.

Found by their form: e-mail addresses, telephone numbers, identity numbers, QQ and WeChat names, and any other number
of nine digits or more (students' and certificates' numbers). Names of people have no form and stay.
"""

from __future__ import annotations

import re

_LABEL = r"(?:微信|薇信|威信|v信|weixin|wechat|vx|wx)"
# What personal data look like, and what is shown in their place; what stands first is looked for first.
_FORMS = tuple(
    (re.compile(pattern), shown)
    for pattern, shown in (
        (r"[\w.+-]{1,64}[@＠][\w-]{1,63}(?:[.．][\w-]{1,63}){1,8}", "〔邮箱 e-mail〕"),
        # 18 characters with a check letter, or the 15 digits of older cards; people group them as 6-8-4.
        (r"(?<!\d)(?:\d{6}[ -]?\d{8}[ -]?\d{3}[\dXxＸ]|\d{15})(?![\dXx])", "〔证件号 ID〕"),
        (r"(?<!\d)(?:[+＋]?86[ -]?)?[1１][3-9３-９]\d[ -]?\d{4}[ -]?\d{4}(?!\d)", "〔电话 phone〕"),
        (r"(?<!\d)[0０]\d{2,3}[ -]?\d{7,8}(?!\d)", "〔电话 phone〕"),
        (
            r"(?i)(qq(?:\s*(?:号码|群号|群|号|number|no\.?))?\s*(?:是|为|is)?\s*[:：]?\s*)\d{5,12}(?!\d)",
            r"\1〔QQ〕",
        ),
        # After a label that says so any name is one; otherwise it must look like one: "微信 marketing" is a subject.
        (
            rf"(?ia)({_LABEL}\s*(?:(?:号码|号|账号|id)\s*(?:是|为|is)?\s*[:：]?|[:：])\s*)[a-z\d][\w-]{{4,19}}"
            rf"|({_LABEL}\s*(?:是|为|is)?\s*)(?=[a-z_-]*\d)[a-z\d][\w-]{{4,19}}",
            r"\1\2〔微信 WeChat〕",
        ),
        (r"(?<!\d)\d{9,}(?!\d)", "〔号码 number〕"),
    )
)


def mask(text: str) -> str:
    """The text with personal data replaced by what it was; masking twice changes nothing more."""
    for form, shown in _FORMS:
        text = form.sub(shown, text)
    return text
