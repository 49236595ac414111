"""Chinese words that a clerk may write in a table in place of the English ones."""

from __future__ import annotations

HEADINGS: dict[str, tuple[str, ...]] = {
    "id": ("编号", "代码"),
    "name": ("名称", "姓名"),
    "name_en": ("英文名称", "英文名"),
    "tier": ("层级", "圈层"),
    "parent": ("上级", "上级圈"),
    "chief": ("负责人",),
    "lon": ("经度",),
    "lat": ("纬度",),
    "shape": ("形状",),
    "department": ("部门",),
    "circle": ("所在圈", "圈"),
    "role": ("角色", "岗位"),
    "login": ("登录名", "账号"),
    "zone": ("负责区", "区"),
    "silent_after_s": ("静默秒数",),
    "domain": ("领域",),
    "severity": ("等级",),
    "hazard": ("隐患",),
    "close_within_h": ("办结小时",),
    "kind": ("类别",),
    "code": ("安全码", "平安码"),
    "source": ("来源",),
    "source_no": ("来源编号",),
    "grid": ("网格",),
    "reported_at": ("报送时间",),
    "closed_at": ("办结时间",),
}
"""Column headings."""

REMARKS = frozenset(("note", "remark", "remarks", "备注", "说明", "附注"))
"""Columns that are there for people only."""

VALUES: dict[str, dict[str, str]] = {
    "tier": {
        "核心指挥圈": "core", "核心": "core", "风险防控圈": "zone", "区": "zone", "应急管理圈": "station",
        "驿站": "station", "联合执法圈": "squad", "执法队": "squad", "基层网格圈": "grid", "网格": "grid",
    },
    "unit_role": {"队员": "officer", "网格长": "grid_leader", "网格员": "grid_worker"},
    "person_role": {"指挥长": "commander", "坐席员": "operator", "区域长": "zone_chief", "观摩": "viewer"},
    "domain": {
        "治安": "public_order", "交通": "traffic", "消防": "fire", "安全生产": "workplace", "矛盾纠纷": "disputes",
        "市容秩序": "city_order",
    },
    "shape": {
        "菱形": "diamond", "三角": "triangle", "方形": "square", "五边形": "pentagon", "圆形": "circle",
        "六边形": "hexagon", "十字": "cross",
    },
    "code": {"绿": "green", "黄": "yellow", "红": "red", "绿码": "green", "黄码": "yellow", "红码": "red"},
    "flag": {
        "1": "1", "true": "1", "yes": "1", "是": "1", "有": "1",
        "": "", "0": "", "false": "", "no": "", "否": "", "无": "",
    },
}  # fmt: skip
"""Words inside columns, by what the column holds."""
