"""A device gets its key by a code, keeps it, and loses it when the centre says so."""

from __future__ import annotations

from cockpit.domain.devices import RevokeDevice
from tests.field.stage import Stage, until


def test_a_code_works_once_and_the_key_stays_on_the_phone(stage: Stage) -> None:
    unit = stage.unit()

    async def body() -> None:
        async with stage.commander() as commander:
            code = await commander.enrol_code(unit)
            phone = await stage.phone()
            await phone.start(f"#{code.replace('-', '')}")
            assert await phone.page.input_value("#code") == code
            await phone.picture("enrol")
            await phone.page.fill("#device-name", "小米 14")
            await phone.page.tap("#enrol")
            await phone.online()
            assert "#" not in phone.page.url
            devices = commander.link.replica.world.devices
            await until(
                lambda: any(one.unit == unit and one.name == "小米 14" for one in devices.values()), "it is listed"
            )
            await phone.page.reload()
            await phone.online()
            other = await stage.phone()
            await other.start()
            await other.page.fill("#code", code)
            await other.page.tap("#enrol")
            await other.says("#enrol-error", "已用过或已过期")
            await other.page.fill("#code", "AB")
            await other.page.tap("#enrol")
            await other.says("#enrol-error", "还差 6 位")
            await other.stop()
            await phone.stop()
            assert not phone.faults + other.faults

    stage.run(body())


def test_a_revoked_device_is_cut_off_and_forgets_its_key(stage: Stage) -> None:
    unit = stage.unit()

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit) as phone:
            await commander.order(unit, text="机密内容")
            await phone.says("h1", "机密内容")
            device = next(one for one in commander.link.replica.world.devices.values() if one.unit == unit)
            await commander.do(RevokeDevice(device.id))
            await phone.says(".why", "已被指挥中心停用")
            await phone.picture("revoked")
            kept = await phone.page.evaluate(KEPT)
            assert kept == ["goodbye"] and "机密内容" not in await phone.page.content()

    stage.run(body())


KEPT = """new Promise((resolve) => {
  const open = indexedDB.open("cockpit-field");
  open.onsuccess = () => {
    const all = open.result.transaction("device").objectStore("device").getAllKeys();
    all.onsuccess = () => {
      open.result.close();
      resolve(all.result.filter((name) => !["settings", "clock", "duty"].includes(name)));
    };
  };
})"""
