"""Invented texts and addresses for simulated incidents, such as 古墩路 588 号仓库冒烟."""

from __future__ import annotations

import random
from collections.abc import Sequence

from cockpit.domain.incidents import Kind

TEMPLATES: dict[str, tuple[str, ...]] = {
    "assault": ("{a}有人持械伤人，一人受伤", "{a}门口有人持刀争执"),
    "brawl": ("{a}多人打架", "{a}烧烤店两桌客人动手", "{s}路边三人互殴"),
    "crowd": ("{a}门前聚集约{n}人", "{s}活动现场人流过密"),
    "fraud": ("{a}群众报被冒充客服诈骗", "{a}商户疑遇刷单诈骗"),
    "theft": ("{a}电动车电瓶被盗", "{a}店内手机被盗", "{s}工地少了一批电缆"),
    "suspicious": ("{a}楼道有陌生人逐户敲门", "{s}停车场有人拉车门"),
    "noise": ("{a}深夜施工噪声", "{a}歌厅音响扰民", "{s}广场舞音量过大"),
    "help_call": ("{a}老人走失，家属求助", "{a}忘带钥匙，灶上有火", "{s}有人晕倒"),
    "injury_crash": ("{s}与{t}路口两车相撞，有人受伤", "{s}电动车与货车相撞，一人受伤"),
    "hazmat_vehicle": ("{s}危化品槽车停在路边冒气", "{s}危化品车辆偏离线路"),
    "road_block": ("{s}货车侧翻，双向受阻", "{s}树木倒伏占一车道"),
    "signal_fault": ("{s}与{t}路口信号灯不亮", "{s}与{t}路口信号灯常红"),
    "congestion": ("{s}由西向东排队约{n}0米", "{s}学校门口拥堵"),
    "road_damage": ("{s}路面塌陷约半米", "{s}慢车道坑洼"),
    "collision": ("{s}与{t}路口两车刮擦", "{s}停车场倒车刮擦", "{s}三车追尾，无人受伤"),
    "illegal_parking": ("{s}公交站被占", "{a}门前车辆占盲道", "{s}双侧违停"),
    "warehouse_fire": ("{a}仓库冒烟", "{a}仓库起火，有明火", "{a}冷库冒黑烟"),
    "home_fire": ("{a}厨房起火", "{a}三楼阳台冒烟"),
    "vehicle_fire": ("{s}小客车发动机舱起火", "{s}电动三轮车起火"),
    "gas_leak": ("{a}楼道燃气味重", "{s}施工挖破燃气管"),
    "smoke_alarm": ("{a}烟感报警", "{a}烟感连续报警两次"),
    "blocked_exit": ("{a}安全出口堆放纸箱", "{a}消防通道停了三辆车"),
    "ebike_charging": ("{a}楼道内电动车充电", "{a}飞线充电"),
    "work_accident": ("{a}工人高处坠落", "{a}机械伤手，已叫救护车"),
    "chemical_leak": ("{a}溶剂桶泄漏，气味刺鼻", "{a}液氨报警"),
    "pit_risk": ("{s}基坑边坡位移超警戒", "{s}基坑积水，支撑变形"),
    "water_level": ("{m}号泵站水位偏高", "{s}下穿通道积水{n}厘米"),
    "edge_guard": ("{s}工地临边防护缺失", "{a}楼层洞口没有盖板"),
    "hot_work": ("{a}未办证动火", "{s}工地电焊无人看护"),
    "wiring": ("{a}配电箱私拉电线", "{a}插座发热变色"),
    "wage_dispute": ("{s}工地{n}人讨要工资", "{a}停业，员工讨薪"),
    "medical_dispute": ("{a}家属与诊所争执", "{a}对治疗结果有异议"),
    "family": ("{a}夫妻争吵，邻居报警", "{a}赡养纠纷"),
    "property_fees": ("{a}小区业主与物业争执", "{a}停车费争议"),
    "consumer": ("{a}预付卡退费纠纷", "{a}餐费争议"),
    "quarrel": ("{a}小区停车争执", "{a}漏水引起邻里争执", "{a}楼道堆物争执"),
    "fallen_tree": ("{s}行道树倒伏压车", "{s}大风折枝"),
    "manhole": ("{s}慢车道井盖缺失", "{s}井盖破损翘起"),
    "illegal_building": ("{a}楼顶搭建彩钢棚", "{a}院内违建在施工"),
    "dumping": ("{s}空地夜间偷倒渣土", "{s}渣土车沿路撒漏"),
    "stall": ("{s}占道堆放", "{s}夜市摊位占道", "{a}店外经营"),
    "litter": ("{s}垃圾桶满溢", "{a}旁暴露垃圾"),
    "shared_bikes": ("{s}公交站单车堆积", "{a}门口单车占盲道"),
}
"""By kind: {a} an address, {s} a street, {t} another street, {n} a number of 10 to 60, {m} one of 1 to 9."""


def phrase(kind: Kind, rng: random.Random, streets: Sequence[str]) -> tuple[str, str]:
    """A text and an address for an incident of the kind.

    Args:
        streets: names to draw from, several times the same where it should come oftener; may be empty.

    Returns:
        The text, which names the place, and the address alone; the address is empty without streets.
    """
    if not streets:
        return kind.name, ""
    street = rng.choice(streets)
    address = f"{street} {rng.randrange(1, 900)} 号"
    templates = TEMPLATES.get(kind.id)
    if templates is None:
        return f"{address}{kind.name}", address
    template = rng.choice(templates)
    others = [name for name in streets if name != street] or [street]
    other = rng.choice(others)
    text = template.format(a=address, s=street, t=other, n=rng.randrange(10, 61), m=rng.randrange(1, 10))
    if "{a}" in template:
        return text, address
    return text, f"{street}与{other}路口" if "{t}" in template else street
