"""People outside together: whistles, help, circle calls and chiefs, from one phone over the hub to another."""

from __future__ import annotations

from cockpit.domain.help_calls import AcknowledgeHelp
from cockpit.domain.orders import Deadlines
from tests.field.stage import Phone, Stage, until

SOON = Deadlines(0.5, 1.0, 3600.0, 7200.0, 14400.0)


async def hold(phone: Phone, where: str, milliseconds: int) -> None:
    """Holds a button."""
    box = await phone.page.locator(where).bounding_box()
    assert box is not None
    await phone.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    await phone.page.mouse.down()
    await phone.page.wait_for_timeout(milliseconds)
    await phone.page.mouse.up()


def squad(stage: Stage) -> tuple[str, str, str]:
    """A chief of a squad, and two of its people, whom no other test uses."""
    for circle in stage.town.town.circles:
        own = [unit.id for unit in stage.town.town.units if unit.circle == circle.id and unit.id != circle.chief]
        if circle.tier == "squad" and len(own) > 2 and not stage.used & {circle.chief, *own}:
            stage.used.update({circle.chief or "", *own})
            return circle.chief or "", own[0], own[1]
    raise AssertionError("no squad is left")


def test_a_whistle_is_answered_by_who_was_called(stage: Stage) -> None:
    blower = stage.unit()

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, blower) as phone:
            await phone.says("#followed", "位置共享中")
            await phone.page.tap("#whistle")
            await phone.page.locator(".choices button").first.tap()
            await phone.page.locator(".choices").nth(1).get_by_text("行政执法").tap()
            await phone.page.fill("#words", "占道堆放")
            await phone.page.tap("#send")
            whistles = commander.link.replica.world.whistles
            await until(lambda: any(one.by == blower for one in whistles.values()), "it is blown")
            whistle = next(one for one in whistles.values() if one.by == blower)
            called = whistle.calls[0].units[-1]
            stage.used.add(called)
            async with stage.enrolled(commander, called) as other:
                await other.says(".notice.bad", "占道堆放")
                assert await other.ringing
                await other.picture("whistled")
                await other.page.locator(".notice.bad button").first.tap()
                await other.picture("whistle_sheet")
                await other.page.fill("#whistle-note", "五分钟到")
                await other.page.tap("#go")
                await until(lambda: whistles[whistle.id].calls[0].answered_by == called, "it is answered")
                assert not await other.ringing
                await other.says(".notice.wait", "你已答应去")
                await phone.says(".notice.wait", "五分钟到")

    stage.run(body())


def test_help_reaches_the_chief_and_is_taken_on_and_taken_back(stage: Stage) -> None:
    chief, unit, _ = squad(stage)

    async def body() -> None:
        async with (
            stage.commander() as commander,
            stage.enrolled(commander, unit) as phone,
            stage.enrolled(commander, chief) as other,
        ):
            await hold(phone, "#help", 2000)
            calls = commander.link.replica.world.help_calls
            await until(lambda: any(one.unit == unit for one in calls.values()), "help is called")
            call = next(one for one in calls.values() if one.unit == unit)
            await phone.says(".notice.bad", "求助已发出")
            await other.says(".notice.bad", "求助！")
            assert await other.ringing
            await commander.do(AcknowledgeHelp(call.id))
            await phone.says(".notice.bad", "在处理")
            await other.page.locator('[data-name^="help_from"] button').tap()
            await other.says(".sheet", "在处理")
            await other.picture("help_sheet")
            await hold(phone, "#help", 2000)
            await until(lambda: not calls[call.id].open, "it is taken back")
            await phone.says("#help", "按住求助")

    stage.run(body())


def test_a_circle_call_is_read_and_a_clip_is_heard(stage: Stage) -> None:
    _, one, two = squad(stage)

    async def body() -> None:
        async with (
            stage.commander() as commander,
            stage.enrolled(commander, one) as phone,
            stage.enrolled(commander, two) as other,
        ):
            await phone.page.tap("#call")
            await phone.page.fill("#call-text", "到东门集合")
            await phone.page.tap("#call-send")
            await other.says(".notice.wait", "到东门集合")
            await other.page.tap("#call")
            calls = commander.link.replica.world.circle_calls
            await until(lambda: any(two in call.heard for call in calls.values()), "it is read")
            await hold(phone, "#talk", 1500)
            await until(lambda: any(call.clip and call.by == one for call in calls.values()), "the clip is there")
            await other.page.locator(".clip").tap()
            spoken = next(call for call in calls.values() if call.clip and call.by == one)
            await until(lambda: two in spoken.heard or two in calls[spoken.id].heard, "the clip is heard")
            await other.picture("calls")

    stage.run(body())


def test_a_chief_answers_for_who_is_late_and_sends_another(stage: Stage) -> None:
    chief, late, spare = squad(stage)

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, chief) as phone:
            order = await commander.order(late, text="到仓库西门", deadlines=SOON)
            await phone.says(".notice.bad", "你负责的人未按时回应")
            await phone.page.locator('[data-name="raised"] button').tap()
            await phone.picture("raised")
            await phone.page.locator('[data-act="answer"]').tap()
            await phone.page.get_by_text("对讲机确认").tap()
            await phone.page.tap("#answer-send")
            recipient = await commander.sees(order, late, "acknowledged")
            assert recipient.answered_by == chief and recipient.note == "对讲机确认"
            await phone.says("#late", "没有超时的人了")
            await phone.page.get_by_text("关闭").last.tap()
            other = await commander.order(late, text="到仓库东门", deadlines=SOON)
            await phone.says(".notice.bad", "你负责的人未按时回应")
            await phone.page.locator('[data-name="raised"] button').tap()
            await phone.page.locator('[data-act="send"]').tap()
            await phone.page.locator(".sheet .choices.one button").first.wait_for()
            await phone.picture("send")
            await phone.page.locator(f'[data-value="{spare}"], .choices.one button').first.tap()
            await phone.page.tap("#send-instead")
            assert (await commander.sees(other, late, "reassigned")).successor

    stage.run(body())
