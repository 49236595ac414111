"""A hub that went on from an older copy of its folder: what was said is said again, and nothing is deleted."""

from __future__ import annotations

import shutil

from tests.field.stage import Stage


def test_what_an_older_backup_lacks_is_said_again(stage: Stage) -> None:
    unit, data, copy = stage.unit(), stage.folder / "data", stage.folder / "copy"

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit) as phone:
            order = await commander.order(unit)
            await commander.sees(order, unit, "delivered")
            async with stage.hub_away():
                shutil.copytree(data, copy)
            await phone.online()
            await phone.step("签收")
            await phone.step("出动")
            await commander.sees(order, unit, "en_route")
            await phone.sent()
            async with stage.hub_away():
                shutil.rmtree(data)
                copy.rename(data)
            await phone.online()
            recipient = await commander.sees(order, unit, "en_route")
            assert {"acknowledged", "en_route"} <= set(recipient.times)
            await phone.says("#step", "到场")
            assert not await phone.ringing

    stage.run(body())


def test_a_device_that_the_hub_does_not_know_keeps_all_and_enrols_anew(stage: Stage) -> None:
    unit, data, copy = stage.unit(), stage.folder / "data", stage.folder / "copy"

    async def body() -> None:
        async with stage.hub_away():
            shutil.copytree(data, copy)
        async with stage.commander() as commander, stage.enrolled(commander, unit) as phone:
            await phone.sent()
            async with stage.hub_away():
                shutil.rmtree(data)
                copy.rename(data)
            await phone.says(".notice.bad", "指挥中心不认识这台设备")
            await phone.picture("unknown_device")
            async with stage.commander() as again:  # The older copy does not know the first one's session either.
                order = await again.order(unit, text="去西门")
                await phone.page.get_by_text("重新登记").tap()
                await phone.page.locator("#enrol-back").wait_for()
                await phone.enrol(await again.enrol_code(unit))
                await phone.says("h1", "去西门")
                await again.sees(order, unit, "delivered")

    stage.run(body())
