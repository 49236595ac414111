"""The log as the journal writes it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from cockpit.domain.alarms import AcknowledgeAlarms, SeenAlarm, ShelveAlarm, UnshelveAlarm
from cockpit.domain.duty_log import LogLine, WriteLog
from cockpit.domain.handovers import OpenHandover, WithdrawHandover
from cockpit.domain.in_command import TakeOver
from cockpit.domain.incidents import AdvanceIncident, ReportIncident
from cockpit.domain.orders import RecallOrder
from cockpit.hub.hub import Hub
from tests.hubs import hub_at, issue, run_async, signed_in, small_folder
from tests.towns import NOON, signed_town


def test_it_writes_itself(tmp_path: Path) -> None:
    async def main() -> None:
        town = small_folder(tmp_path, signed_town())
        async with hub_at(tmp_path / "data", town) as (hub, url), signed_in(url, "shen") as shen:
            begin = hub.now_s()
            for command in (
                ReportIncident("police_110", "1", "warehouse_fire", "仓库冒烟", NOON, circle="g1"),
                ReportIncident("police_110", "2", "stall", "占道", NOON, circle="g1"),
                issue("o1", "u101", "u102", text="立即到场\n先疏散"),
                RecallOrder("o1", "已处置"),
                AdvanceIncident("police_110:1", "close"),
                AdvanceIncident("police_110:2", "close"),
                WriteLog("n1", "巡查完毕"),
                AcknowledgeAlarms((SeenAlarm("unanswered:o1", hub.clock.now(), "立即到场"),)),
                ShelveAlarm("drafts:", hub.clock.now() + timedelta(hours=1), "检修"),
                UnshelveAlarm("drafts:"),
                OpenHandover("h1"),
                WithdrawHandover("h1", "改期"),
            ):
                assert (await shen.send(command)).accepted, command
            async with signed_in(url, "gu") as gu:
                assert (await gu.send(TakeOver("急病"))).accepted
            span = {"start": begin, "end": hub.now_s() + 1}
            lines = await shen.ask("duty_log", span, list[LogLine])
            assert [(line.by, line.kind, line.ref, line.text, line.count) for line in lines] == [
                ("p1", "incident", "police_110:1", "仓库冒烟", 1),
                ("p1", "order_issued", "o1", "立即到场", 2),
                ("p1", "order_recalled", "o1", "已处置", 0),
                ("p1", "incident_closed", "police_110:1", "", 0),
                ("p1", "note", "n1", "巡查完毕", 0),
                ("p1", "alarms_acknowledged", "unanswered:o1", "立即到场", 1),
                ("p1", "alarm_shelved", "drafts:", "检修", 60),
                ("p1", "alarm_unshelved", "drafts:", "", 0),
                ("p1", "handover_opened", "h1", "", lines[8].count),
                ("p1", "handover_withdrawn", "h1", "改期", 0),
                ("p2", "command_taken", "p1", "急病", 0),
            ]
            await _spans(hub, shen, lines)

    async def _spans(hub: Hub, shen, lines: list[LogLine]) -> None:  # type: ignore[no-untyped-def]
        third = lines[2].at.timestamp()
        later = await shen.ask("duty_log", {"start": third, "end": hub.now_s() + 1}, list[LogLine])
        assert later == [line for line in lines if line.at >= lines[2].at]
        assert await shen.ask("duty_log", {"start": 0, "end": third}, list[LogLine]) == lines[:2]
        assert await shen.ask("duty_log", {"start": hub.now_s() + 60, "end": hub.now_s() + 99}, list[LogLine]) == []

    run_async(main())
