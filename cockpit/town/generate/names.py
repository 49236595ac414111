"""Invented names: of people, roads, circles and businesses. Any likeness to a real one is chance."""

from __future__ import annotations

import numpy as np

SURNAMES = (
    "沈顾周陆方许何唐章卫蒋韩杨朱秦尤吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦云苏潘葛范彭郎鲁韦昌马苗凤花俞任袁柳"
    "鲍史费廉岑薛雷贺倪汤滕殷罗毕郝安常于傅齐康伍余顾孟平黄和穆萧尹姚邵汪祁毛狄米贝明臧计成戴宋庞熊纪舒屈项祝董梁"
)
GIVEN_FIRST = "宁清远承景书思文子明嘉若亦泽瑞星云安雨晓永立志建国海春秋冬夏玉庆德家伟彦浩新晨凌卓启维敬"
GIVEN_SECOND = "远和舟川朗然宜昕琪峰平安林岚泉成毅敏洁涛波松柏兰芳荣华强军勇斌超磊洋航帆宇轩桐溪衡岳"

ROAD_ROOTS = (
    "云杉", "听荷", "映波", "柳浪", "桂雨", "松吟", "芦荻", "渔樵", "采菱", "临漪", "望岳", "晴川", "秋水", "长风",
    "凤栖", "鹤鸣", "竹径", "莲心", "枫林", "青禾", "紫薇", "白鹭", "沁园", "流霞", "知春", "问渠", "耕读", "丰年",
    "织锦", "蚕桑", "茶亭", "石桥", "古樟", "银杏", "海棠", "碧梧", "兰亭", "菊圃", "梅坞", "榆荫", "槐安", "桑榆",
    "杏坛", "稻香", "荷塘", "蒲苇", "澄江", "溪语", "泊月", "归帆", "星河", "朝晖", "暮云", "拂晓", "东篱",
    "南屏山", "西漾", "北辰", "康宁", "和顺", "永泰", "嘉禾", "瑞丰", "兴业", "创新", "致远",
)  # fmt: skip

ZONES = ("双桥", "虾龙", "望江", "古墩", "西漾", "紫荆")
"""Zones one to six as their names go on after 一区·."""

NUMERALS = "一二三四五六"
"""Of the zones."""

ARTERIALS_ALONG = ("双桥路", "古墩路", "安澜大道", "紫荆路", "望江路")
"""Main roads that run west to east, from the north."""

ARTERIALS_ACROSS = ("西漾路", "镇北街", "虾龙路", "金渡路", "文澜路", "东塘路")
"""Main roads that run south to north, from the west."""

BRANDS = (
    "恒源", "万和", "安泰", "鸿运", "聚福", "祥云", "金穗", "顺达", "同兴", "华美", "德裕", "瑞和", "福临", "佳友",
    "乐家", "百味", "鼎盛", "锦程", "天成", "宏图", "晨光", "新叶", "四季", "春晓", "海纳", "汇丰源", "永盛",
    "嘉诚", "宝隆", "众合", "博雅", "启明", "阳光", "好邻居", "老街坊", "小满", "谷雨", "半亩", "一品", "三味",
    "荣记", "陈记", "周记",
)  # fmt: skip

PREMISES_KINDS: dict[str, tuple[str, float, tuple[str, ...]]] = {
    "shop": ("沿街商铺", 0.36, ("便利店", "五金店", "水果店", "药房", "理发店", "服装店", "汽车维修店", "文具店")),
    "restaurant": ("餐饮场所", 0.2, ("小吃店", "面馆", "饭店", "火锅店", "早餐铺", "茶餐厅", "烧烤店")),
    "factory": ("生产企业", 0.12, ("机械厂", "纺织厂", "包装厂", "塑料制品厂", "食品厂", "家具厂")),
    "warehouse": ("仓储物流", 0.08, ("仓库", "物流园", "快递分拨点", "冷库", "建材仓")),
    "lodging": ("旅馆娱乐", 0.07, ("宾馆", "民宿", "棋牌室", "网吧", "歌厅")),
    "school": ("学校培训", 0.06, ("幼儿园", "小学", "培训中心", "托管班")),
    "care": ("医疗养老", 0.05, ("诊所", "养老院", "康复中心", "卫生服务站")),
    "site": ("建设工地", 0.06, ("安置房工地", "道路改造工地", "厂房工地", "管网工地")),
}
"""The eight kinds of place: Chinese name, share of all, what such places are called."""


def people_names(count: int, rng: np.random.Generator, taken: set[str]) -> list[str]:
    """Different invented names of two or three characters, none of them in ``taken``."""
    names: list[str] = []
    used = set(taken)
    while len(names) < count:
        name = SURNAMES[rng.integers(len(SURNAMES))] + GIVEN_FIRST[rng.integers(len(GIVEN_FIRST))]
        if rng.random() < 0.85:
            name += GIVEN_SECOND[rng.integers(len(GIVEN_SECOND))]
        if name not in used and len(set(name)) == len(name):
            used.add(name)
            names.append(name)
    return names
