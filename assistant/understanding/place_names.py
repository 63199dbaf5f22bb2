"""Cities and countries by name: closed sets, so that a place which the evidence does not name is not covered by it."""

from __future__ import annotations

import re

# Prefecture-level cities; those whose names are also common words (大同, 安康, 朝阳) are left out.
_CITIES = (
    "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 沈阳 大连 鞍山 抚顺 本溪 "
    "丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 葫芦岛 长春 吉林市 四平 辽源 通化 白山市 松原 白城 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 牡丹江 黑河 绥化 南京 无锡 徐州 常州 苏州 南通 "
    "连云港 淮安 盐城 扬州 镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 义乌 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山市 滁州 阜阳 宿州 六安 亳州 池州 宣城 "
    "福州 厦门 莆田 三明市 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 "
    "菏泽 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 长沙 株洲 湘潭 衡阳 "
    "邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山市 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 "
    "防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 三沙 儋州 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 贵阳 六盘水 遵义 安顺 "
    "毕节 铜仁 昆明 曲靖 玉溪 保山市 昭通 丽江 普洱 临沧 拉萨 日喀则 昌都 林芝 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 商洛 兰州 嘉峪关 金昌 白银市 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 "
    "西宁 海东 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密 "
).split()
_COUNTRIES = (
    "韩国 日本 朝鲜 蒙古国 越南 泰国 马来西亚 新加坡 印度尼西亚 印尼 菲律宾 缅甸 柬埔寨 老挝 印度 巴基斯坦 俄罗斯 英国 法国 德国 意大利 西班牙 荷兰 比利时 波兰 土耳其 沙特 阿联酋 以色列 埃及 "
    "南非 尼日利亚 美国 加拿大 墨西哥 巴西 阿根廷 智利 澳大利亚 新西兰 "
).split()


def places_in(text: str) -> tuple[str, ...]:
    """The cities and countries that a text names, without repeats."""
    return tuple(p for p in (*_CITIES, *_COUNTRIES) if p in text)


# What people call several provinces together.
_GROUPS = {
    "直辖市": "北京、天津、上海、重庆",
    "京津沪渝": "北京、天津、上海、重庆",
    "京津冀": "北京、天津、河北",
    "江浙沪": "江苏、浙江、上海",
    "东三省": "辽宁、吉林、黑龙江",
    "东北三省": "辽宁、吉林、黑龙江",
    "两广": "广东、广西",
    "两湖": "湖北、湖南",
}


def with_members(text: str) -> str:
    """A question with the provinces of a group (「四个直辖市」) in the group's place."""
    for group, members in _GROUPS.items():
        text = re.sub(rf"(?:[二两三四]个?)?{group}(?:[（(][^）)]{{0,60}}[）)])?", members, text)
    return text
