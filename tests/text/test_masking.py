"""Personal data by its form, and subjects that only look like it."""

from __future__ import annotations

import pytest

from assistant.text.masking import mask


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("打我电话13812345678吧", "13812345678"),
        ("+86 138-1234-5678", "138-1234-5678"),
        ("電話１３８１２３４５６７８", "１３８１２３４５６７８"),
        ("座机 010-12345678", "12345678"),
        ("身份证11010519491231002X，谢谢", "11010519491231002X"),
        ("身份证 110105 19491231 002x", "19491231"),
        ("旧证110105491231002", "110105491231002"),
        ("发到 zhang.san+1@mail.example.com。", "zhang.san"),
        ("zhang＠example.com", "zhang"),
        ("QQ：123456", "123456"),
        ("加qq群 87654321", "87654321"),
        ("微信号是 zhangsan", "zhangsan"),
        ("微信: zhang-san", "zhang-san"),
        ("加我vx zs_2004", "zs_2004"),
        ("my WeChat id is lisi2004", "lisi2004"),
        ("学号202312345678", "202312345678"),
    ],
)
def test_personal_data_is_taken_out(text: str, secret: str) -> None:
    masked = mask(text)
    assert secret not in masked
    assert "〔" in masked
    assert mask(masked) == masked


@pytest.mark.parametrize(
    "text",
    [
        "专业代码730702，1+X证书2021-05起施行",
        "人社厅函〔2025〕154号，20261121",
        "微信 marketing 和 wechat mini program 要考吗",
        "QQ 和微信营销属于哪个工作领域？",
        "1.2.3 与 8.2.2.1 有什么不同？共3000学时，6000字",
        "@老师 B2B@alibaba 怎么考",
    ],
)
def test_what_people_ask_about_stays(text: str) -> None:
    assert mask(text) == text
