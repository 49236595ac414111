"""Orders on a phone: they come, ring, are answered; changed, recalled and reminded of; several at once."""

from __future__ import annotations

from cockpit.domain.orders import Deadlines
from cockpit.domain.versions import ChangeOrder
from tests.field.stage import PLACE, Stage

GOAL = (PLACE["longitude"] + 0.006, PLACE["latitude"] + 0.003)


def test_an_order_rings_and_is_answered_step_by_step(stage: Stage) -> None:
    unit = stage.unit()

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit) as phone:
            await phone.says("#calm-words", "现在没有指令")
            await phone.picture("calm")
            order = await commander.order(
                unit, stage.unit(), text="古墩路 588 号仓库冒烟，立即到场，先疏散再警戒", priority=1, place=GOAL
            )
            await phone.says("h1", "古墩路 588 号仓库冒烟")
            await commander.sees(order, unit, "delivered")
            assert await phone.ringing
            await phone.says(".level", "一级")
            await phone.says(".limits", "签收剩")
            await phone.says(".way p", "分")
            await phone.picture("order_new")
            await phone.step("签收")
            await commander.sees(order, unit, "acknowledged")
            await phone.says("#step", "出动")
            assert not await phone.ringing
            await phone.picture("order_acknowledged")
            await phone.step("出动")
            await phone.step("到场")
            await commander.sees(order, unit, "on_scene")
            await phone.step("完成")
            await phone.page.fill("#note", "人员已疏散")
            await phone.picture("complete")
            await phone.page.tap("#send")
            recipient = await commander.sees(order, unit, "completed")
            assert recipient.note == "人员已疏散"
            await phone.says("#calm-words", "现在没有指令")

    stage.run(body())


def test_one_who_cannot_go_says_why(stage: Stage) -> None:
    unit = stage.unit()

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit) as phone:
            order = await commander.order(unit)
            await phone.says("#step", "签收")
            await phone.page.wait_for_timeout(800)
            await phone.page.tap("#decline")
            assert await phone.page.is_disabled("#send")
            await phone.picture("decline")
            await phone.page.get_by_text("车辆或装备故障").tap()
            await phone.page.tap("#send")
            recipient = await commander.sees(order, unit, "declined")
            assert recipient.reason == "车辆或装备故障"

    stage.run(body())


def test_a_recalled_order_says_stop_until_it_is_seen(stage: Stage) -> None:
    unit = stage.unit()

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit) as phone:
            order = await commander.order(unit, text="到南门集合")
            await phone.step("签收")
            await commander.sees(order, unit, "acknowledged")
            await commander.recall(order, "已处置")
            await phone.says(".why.stop", "指令已收回 · 停止执行")
            await phone.says(".why.stop", "已处置")
            assert await phone.ringing
            assert await phone.page.is_hidden("#decline")
            await phone.picture("recalled")
            await phone.step("知道了")
            await phone.says("#calm-words", "现在没有指令")

    stage.run(body())


def test_a_changed_order_shows_the_difference_and_asks_anew(stage: Stage) -> None:
    unit = stage.unit()

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit) as phone:
            order = await commander.order(unit, text="到南门集合，先疏散")
            await phone.step("签收")
            await commander.sees(order, unit, "acknowledged")
            was = commander.ordered(order)
            await commander.do(ChangeOrder(order, 1, "到东门集合，先疏散", 1, was.deadlines))
            await phone.says(".why", "指令已变更 · 第 2 版")
            assert await phone.text("del") == "南" and await phone.text("ins") == "东"
            assert await phone.ringing
            await phone.picture("changed")
            await commander.sees(order, unit, "delivered")
            await phone.step("签收")
            await commander.sees(order, unit, "acknowledged")

    stage.run(body())


def test_of_several_orders_the_most_urgent_is_on_top_and_none_is_hidden(stage: Stage) -> None:
    unit = stage.unit()

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit) as phone:
            low = await commander.order(unit, text="巡查商铺", priority=3)
            await phone.step("签收")
            await commander.sees(low, unit, "acknowledged")
            middle = await commander.order(unit, text="维持秩序", priority=2)
            await phone.says("h1", "维持秩序")
            high = await commander.order(unit, text="仓库冒烟", priority=1)
            await phone.says("h1", "仓库冒烟")
            lines = await phone.page.locator(".others button").all_inner_texts()
            assert len(lines) == 3 and "仓库冒烟" in lines[0] and "维持秩序" in lines[1] and "巡查商铺" in lines[2]
            await phone.picture("several")
            await phone.step("签收")
            await commander.sees(high, unit, "acknowledged")
            await phone.says("h1", "维持秩序")
            await phone.step("签收")
            await commander.sees(middle, unit, "acknowledged")
            await phone.page.locator(f"[data-line={low}]").tap()
            await phone.says("h1", "巡查商铺")
            assert commander.recipient(low, unit).state == "acknowledged"

    stage.run(body())


def test_who_is_late_is_reminded_until_it_answers(stage: Stage) -> None:
    unit = stage.unit()

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit) as phone:
            soon = Deadlines(1.0, 2.0, 4.0, 3600.0, 7200.0)
            order = await commander.order(unit, deadlines=soon)
            await phone.step("签收")
            await commander.sees(order, unit, "acknowledged")
            await phone.says(".why", "催办：请尽快出动")
            assert await phone.ringing
            await phone.picture("reminded")
            await phone.step("出动")
            await commander.sees(order, unit, "en_route")
            await phone.page.wait_for_function("!document.body.classList.contains('ringing')")

    stage.run(body())


def test_what_the_orders_say_is_never_read_as_markup(stage: Stage) -> None:
    unit = stage.unit()

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit) as phone:
            text = "<img src=x onerror=alert(1)> & <b>到场</b>"
            await commander.order(unit, text=text)
            await phone.says("h1", "到场")
            assert await phone.page.text_content("h1") == text

    stage.run(body())
