"""What the tables and columns of an export are called that no schema names, in both languages."""

from __future__ import annotations

from typing import Final

from assistant.pack.schema import Said

TABLE_LABELS: Final[dict[str, Said]] = {
    "conflicts": Said(zh="说法不一之处", en="Where sources differ"),
    "status_changes": Said(zh="状态变化", en="Changes of status"),
    "documents": Said(zh="来源文档", en="Source documents"),
    "citations": Said(zh="逐项出处", en="Citations, field by field"),
}
COLUMN_LABELS: Final[dict[str, Said]] = {
    "id": Said(zh="编号", en="id"),
    "name": Said(zh="名称", en="name"),
    "name_en": Said(zh="英文名称", en="English name"),
    "aliases": Said(zh="别名", en="aliases"),
    "short_names": Said(zh="简称", en="short names"),
    "status": Said(zh="状态", en="status"),
    "status_since": Said(zh="状态起始", en="status since"),
    "cite": Said(zh="出处", en="source"),
    "kind": Said(zh="记录类别", en="kind"),
    "field": Said(zh="字段", en="field"),
    "value": Said(zh="值", en="value"),
    "document": Said(zh="文档", en="document"),
    "title": Said(zh="标题", en="title"),
    "publisher": Said(zh="发布者", en="publisher"),
    "issued": Said(zh="发布时间", en="issued"),
    "effective": Said(zh="生效时间", en="effective"),
    "authority": Said(zh="效力", en="authority"),
    "language": Said(zh="语言", en="language"),
    "original": Said(zh="原件", en="original"),
    "repost": Said(zh="只见转载", en="repost only"),
    "locator": Said(zh="定位", en="locator"),
    "quote": Said(zh="引文", en="quote"),
    "start": Said(zh="起", en="start"),
    "end": Said(zh="止", en="end"),
    "subject": Said(zh="对象", en="subject"),
    "subject_en": Said(zh="对象（英文）", en="subject in English"),
    "attribute": Said(zh="属性", en="attribute"),
    "attribute_en": Said(zh="属性（英文）", en="attribute in English"),
    "preferred": Said(zh="采用", en="preferred"),
    "reason": Said(zh="理由", en="reason"),
    "reason_en": Said(zh="理由（英文）", en="reason in English"),
    "certificates": Said(zh="证书", en="certificates"),
    "from_date": Said(zh="起始日", en="from"),
    "text": Said(zh="说明", en="text"),
    "text_en": Said(zh="说明（英文）", en="text in English"),
}
