"""Without a link: all that is done is kept, said to be unsent, and sent in order once; whatever happens to the page."""

from __future__ import annotations

from tests.field.stage import Stage


def test_what_is_done_without_a_link_is_sent_once_it_is_back(stage: Stage) -> None:
    unit = stage.unit()

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit) as phone:
            order = await commander.order(unit)
            await phone.step("签收")
            await commander.sees(order, unit, "acknowledged")
            await phone.sent()
            await phone.offline(True)
            await phone.says("#link-state", "断线")
            await phone.says(".notice.bad", "下面是旧内容")
            await phone.step("出动")
            await phone.step("到场")
            await phone.says(".notice.wait", "2 条未发出")
            await phone.picture("offline")
            assert commander.recipient(order, unit).state == "acknowledged"
            await phone.offline(False)
            await commander.sees(order, unit, "on_scene")
            assert {"en_route", "on_scene"} <= set(commander.recipient(order, unit).times)
            await phone.page.locator(".notice.wait").wait_for(state="detached")

    stage.run(body())


def test_a_browser_that_dies_loses_nothing_and_opens_without_a_link(stage: Stage) -> None:
    unit = stage.unit()

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit, own_browser=True) as phone:
            order = await commander.order(unit, text="去西门")
            await phone.step("签收")
            await commander.sees(order, unit, "acknowledged")
            await phone.sent()
            await phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
            async with stage.hub_away():
                await phone.step("出动")
                await phone.says(".notice.wait", "1 条未发出")
                await phone.stop()
                await phone.start()  # From what the phone has kept: there is nobody to load the page from.
                await phone.says("h1", "去西门")
                await phone.says("#step", "到场")
                await phone.says(".notice.wait", "1 条未发出")
                assert not await phone.ringing
            await commander.sees(order, unit, "en_route")

    stage.run(body())


def test_an_order_that_came_before_rings_no_second_time(stage: Stage) -> None:
    unit = stage.unit()

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit) as phone:
            order = await commander.order(unit)
            await phone.step("签收")
            await phone.offline(True)
            await phone.says("#link-state", "断线")
            other = await commander.order(unit, text="第二条")
            await phone.offline(False)
            await phone.says("h1", "第二条")
            assert len(await phone.page.locator(".others button").all()) == 2
            await phone.step("签收")
            await commander.sees(other, unit, "acknowledged")
            await phone.page.reload()
            await phone.online()
            assert not await phone.ringing
            assert commander.recipient(order, unit).state == "acknowledged"

    stage.run(body())


def test_only_one_of_two_windows_speaks(stage: Stage) -> None:
    unit = stage.unit()

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit) as phone:
            second = await phone.another_page()
            await second.locator("#wall").filter(has_text="已在另一个窗口打开").wait_for()
            await phone.picture("two_windows")
            await second.tap("#use-here")
            await second.locator("#link-state").filter(has_text="在线").wait_for()
            await phone.says("#wall", "已在另一个窗口打开")
            order = await commander.order(unit)
            await commander.sees(order, unit, "delivered")
            await (
                second.locator("h1").filter(has_text="立即到场").wait_for()
            )  # Told as delivered a moment before it is drawn.
            assert await phone.page.locator("h1").filter(has_text="立即到场").count() == 0

    stage.run(body())


def test_a_wrong_clock_is_said_and_the_record_stays_right(stage: Stage) -> None:
    unit = stage.unit()
    shifted = """(() => {
      const real = Date.now.bind(Date);
      window.shift = 0;
      Date.now = () => real() + window.shift;
    })()"""

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit) as phone:
            await phone.context.add_init_script(shifted)
            await phone.page.reload()
            await phone.online()
            order = await commander.order(unit)
            await phone.step("签收")
            await commander.sees(order, unit, "acknowledged")
            await phone.page.evaluate("window.shift = 3 * 3600 * 1000")
            await phone.says(".notice", "手机时间差 3 小时")
            limits = await phone.text(".limits")
            assert "出动剩04:" in limits.replace("\n", " ")  # By the centre's clock, not the phone's.
            await phone.sent()
            await phone.page.evaluate(SAID)
            await phone.offline(True)
            await phone.says("#link-state", "断线")
            await phone.step("出动")
            await phone.page.evaluate("window.shift = -3600 * 1000")
            await phone.says(".notice.wait", "4.")
            await phone.offline(False)
            await commander.sees(order, unit, "en_route")
            said = await phone.page.evaluate("window.said")
            waited = [one["command"]["offline_s"] for one in said if one["type"] == "command"]
            assert len(waited) == 1 and 4.0 <= waited[0] < 60.0

    stage.run(body())


SAID = """(() => {
  window.said = [];
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (text) { window.said.push(JSON.parse(text)); send.call(this, text); };
})()"""
