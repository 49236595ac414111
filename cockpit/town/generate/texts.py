"""The sample town's files that a clerk writes as text: settings, rota, plans, index parameters, accounts, README."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from cockpit.domain.indices import Method
from cockpit.domain.orders import Deadlines, Plan
from cockpit.domain.people import Person
from cockpit.domain.town import Settings

PASSWORD = "anlan-sample"
TERMINAL_KEY = "anlan-sample-terminal"
SOURCE_KEY = "anlan-sample-source"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _list(items: Sequence[object]) -> str:
    return json.dumps(list(items), ensure_ascii=False)


def _deadlines(deadlines: Deadlines) -> str:
    names = ("delivered_s", "acknowledged_s", "en_route_s", "on_scene_s", "completed_s")
    return "\n".join(f"{name} = {getattr(deadlines, name):g}" for name in names)


def town_toml(settings: Settings, seed: int, ends_on: date) -> str:
    """Settings of the town."""
    contact, field = settings.contact, settings.field
    deadlines = "\n".join(
        f"\n[deadlines.priority_{number}]\n{_deadlines(item)}" for number, item in enumerate(settings.deadlines, 1)
    )
    return f"""# 安澜镇（示例）：由 python -m cockpit town generate 生成，种子 {seed}。人名、地名、事件均为虚构。
# A sample town made by the project's generator; all names and incidents are invented.

id = {_quoted(settings.id)}
name = {_quoted(settings.name)}
name_en = {_quoted(settings.name_en)}
time_zone = {_quoted(settings.time_zone)}
sample = true                     # 示例数据：只在本机（loopback）运行
keep_positions_days = {settings.keep_positions_days:g}
keep_closed_hours = {settings.keep_closed_hours:g}
close_within_h = {_list([float(hours) for hours in settings.close_within_h])}   # 一至四级事件的办结时限（小时）

[contact]                         # 终端多久未报位置算迟到、失联（秒）
report_every_s = {contact.report_every_s:g}
late_after_s = {contact.late_after_s:g}
out_after_s = {contact.out_after_s:g}

[field]                           # 一线人员的现场网页
shift_h = {field.shift_h:g}                      # 上班多少小时后自动下班
idle_report_every_s = {field.idle_report_every_s:g}          # 无任务时多少秒报一次位置
whistle_answer_s = {field.whistle_answer_s:g}            # 吹哨后部门须在多少秒内应答
whistle_again_s = {field.whistle_again_s:g}             # 无人应答时，再过多少秒呼叫上一级圈
help_nearest = {field.help_nearest}                  # 求助时通知最近的多少名同事
calls_seen_min = {field.calls_seen_min:g}               # 后来者能看到多少分钟内的同圈呼叫
# page = "https://hub.example.cn:8870/field/"   # 手机打开现场网页的地址；不写则用桌面所连中枢的地址
{deadlines}

[history]
ends_on = {ends_on.isoformat()}
rebase = "weeks"                  # 读取时按整周平移，使历史总在昨天结束
"""


def rota_toml(people: Sequence[Person]) -> str:
    """A turn of 24 hours from 20:00, and a few dated exceptions."""
    order = [person.id for person in people if person.role == "commander"]
    names = "、".join(person.name for person in people if person.role == "commander")
    return f"""# 值班表：自 anchor 起每人 hours 小时，依次轮换，周而复始；exception 是换班、替班。时间为本地时间。
# The turn repeats for ever from the anchor; exceptions override it. Local time.
# {names}

[turn]
anchor = 2025-01-05T20:00:00
hours = 24
order = {_list(order)}

[[exception]]                     # 元旦换班
from = 2027-01-01T08:00:00
to = 2027-01-01T20:00:00
commander = "p04"
deputy = "p05"

[[exception]]                     # 春节加强值守
from = 2027-02-05T20:00:00
to = 2027-02-06T20:00:00
commander = "p02"
deputy = "p07"

[[exception]]                     # 国庆换班
from = 2027-10-01T08:00:00
to = 2027-10-02T08:00:00
commander = "p08"
deputy = "p01"
"""


def plans_toml(plans: Sequence[Plan]) -> str:
    """Prepared orders."""
    parts = ["# 预案：什么类别的事件，下达什么指令，给哪些部门。\n# Prepared orders for kinds of incident.\n"]
    for plan in plans:
        part = (
            f"[[plan]]\nid = {_quoted(plan.id)}\nname = {_quoted(plan.name)}\ntext = {_quoted(plan.text)}\n"
            f"priority = {plan.priority}\nkinds = {_list(plan.kinds)}\ndepartments = {_list(plan.departments)}\n"
        )
        if plan.deadlines is not None:
            part += f"[plan.deadlines]\n{_deadlines(plan.deadlines)}\n"
        parts.append(part)
    return "\n".join(parts)


def indices_toml(method: Method) -> str:
    """Parameters of the six safety indices."""
    return f"""# 平安六指数的参数；含义见 docs/indices.md。改动任何一个，请同时改 version。
# Parameters of the six safety indices; see docs/indices.md. Change the version with any of them.

version = {_quoted(method.version)}
severity_weights = {_list(method.severity_weights)}
points_at_expected = {method.points_at_expected}
overdue_weight = {method.overdue_weight}
overdue_cap_days = {method.overdue_cap_days}
hazard_weight = {method.hazard_weight}
hazard_cap_days = {method.hazard_cap_days}
history_weeks = {method.history_weeks}
shrink_days = {method.shrink_days}
least_expected = {method.least_expected}
bands = {_list(method.bands)}            # 绿、蓝、黄、橙的下限
"""


def accounts_toml() -> str:
    """The sample's known passwords."""
    return f"""# 示例账号：人人同一个公开的密码。只用于示例；真实的镇没有这个文件，账号在指挥中心建立。
# Sample accounts with one public password. A real town has no such file: its accounts are made at the hub.

sample = true
password = {_quoted(PASSWORD)}
terminal_key = {_quoted(TERMINAL_KEY)}
source_key = {_quoted(SOURCE_KEY)}
"""


def readme(people: Sequence[Person], seed: int, ends_on: date) -> str:
    """What the folder is, in both languages."""
    rows = "\n".join(f"| {person.login} | {person.name} | {person.role} | {person.zone or ''} |" for person in people)
    return f"""# 安澜镇（示例）· Anlan, a sample town

**示例数据，均为虚构。** 由 `python -m cockpit town generate DIR --seed {seed} --end {ends_on}` 生成；
格式见 `docs/town-folder.md`。

**Sample data, all of it invented**, made by the command above; the format is in `docs/town-folder.md`.

* 1 个核心圈、6 个区、12 个驿站、30 支联合执法队、125 个网格；300 名队员、125 名网格长、288 名网格员，共 713 个终端；
  11,000 处场所；53 周事件。
* One core, 6 zones, 12 stations, 30 squads, 125 grids; 713 units; 11,000 premises; 53 weeks of incidents.

## 账号 · Accounts

所有账号的密码都是 `{PASSWORD}`，因此标有 `sample = true` 的镇**只在本机（loopback）运行**，在别的地址上拒绝启动。
终端密钥 `{TERMINAL_KEY}`，来源密钥 `{SOURCE_KEY}`。

Every account's password is `{PASSWORD}`; that is why a town marked `sample = true` **runs on loopback only** and
refuses any other address.

| 登录名 login | 姓名 name | 角色 role | 区 zone |
| --- | --- | --- | --- |
{rows}
"""
