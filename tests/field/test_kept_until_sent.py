"""Help, whistle and circle call without a link: taken, kept, and never said to be sent."""

from __future__ import annotations

import base64
import json

from tests.field.stage import Phone, Stage

OUTBOX = """new Promise((resolve) => {
  const open = indexedDB.open("cockpit-field");
  open.onsuccess = () => {
    const all = open.result.transaction("outbox").objectStore("outbox").getAll();
    all.onsuccess = () => { open.result.close(); resolve(JSON.stringify(all.result.map((entry) => entry.command))); };
  };
})"""


async def kept(phone: Phone) -> list[dict[str, object]]:
    """The commands that wait on the phone, oldest first."""
    found: list[dict[str, object]] = json.loads(await phone.page.evaluate(OUTBOX))
    return found


async def hold(phone: Phone, milliseconds: int) -> None:
    """Holds the button for help."""
    box = await phone.page.locator("#help").bounding_box()
    assert box is not None
    await phone.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    await phone.page.mouse.down()
    await phone.page.wait_for_timeout(milliseconds)
    await phone.page.mouse.up()


def test_help_is_called_by_holding_and_never_by_a_touch(stage: Stage) -> None:
    unit = stage.unit()

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit) as phone:
            await phone.offline(True)
            await phone.says("#link-state", "断线")
            await hold(phone, 100)
            await phone.says("#help", "要按住 1.5 秒")
            assert await kept(phone) == []
            await hold(phone, 2500)
            await phone.says(".notice.bad", "求助还没发出")
            await phone.picture("help_unsent")
            (called,) = await kept(phone)
            assert called["type"] == "call_help" and called["place"] == [120.0812, 30.3307]
            await phone.says("#help", "按住取消求助")
            await hold(phone, 2500)
            await phone.says("#help", "按住求助")
            assert [one["type"] for one in await kept(phone)] == ["call_help", "cancel_help"]

    stage.run(body())


def test_a_whistle_takes_three_taps(stage: Stage) -> None:
    unit = stage.unit()

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit) as phone:
            await phone.says("#followed", "位置共享中")
            await phone.offline(True)
            await phone.says("#link-state", "断线")
            await phone.page.tap("#whistle")
            assert await phone.page.is_disabled("#send")
            await phone.page.locator(".choices button").first.tap()
            await phone.picture("whistle")
            await phone.page.tap("#send")
            await phone.says(".notice.wait", "1 条未发出")
            (blown,) = await kept(phone)
            assert blown["type"] == "blow_whistle" and blown["kind"] and blown["text"]
            assert blown["place"] == [120.0812, 30.3307]

    stage.run(body())


def test_a_circle_call_is_kept_in_words(stage: Stage) -> None:
    unit = stage.unit()

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit) as phone:
            await phone.offline(True)
            await phone.says("#link-state", "断线")
            await phone.page.tap("#call")
            await phone.page.fill("#call-text", "南门需要两个人")
            await phone.page.tap("#call-send")
            await phone.says("[data-call]", "南门需要两个人")
            await phone.picture("call")
            (called,) = await kept(phone)
            assert called["type"] == "call_circle" and called["text"] == "南门需要两个人"

    stage.run(body())


def test_a_photo_is_made_small_and_goes_with_the_completion(stage: Stage) -> None:
    unit = stage.unit()
    large = """(() => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [4000, 3000];
      const pen = canvas.getContext("2d");
      for (let x = 0; x < 400; x++) { pen.fillStyle = `hsl(${x} 70% 50%)`; pen.fillRect(x * 10, 0, 10, 3000); }
      return canvas.toDataURL("image/jpeg", 0.95).split(",")[1];
    })()"""

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit) as phone:
            order = await commander.order(unit)
            for step in ("签收", "出动", "到场"):
                await phone.step(step)
            await commander.sees(order, unit, "on_scene")
            await phone.sent()
            await phone.offline(True)
            await phone.says("#link-state", "断线")
            await phone.step("完成")
            photo = base64.b64decode(await phone.page.evaluate(large))
            files = [{"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo}]
            await phone.page.set_input_files("input[type=file]", files)
            await phone.page.locator(".photos img").wait_for()
            await phone.picture("photo")
            await phone.page.tap("#send")
            await phone.says(".notice.wait", "1 条未发出")
            done = (await kept(phone))[-1]
            assert [one["state"] for one in await kept(phone)] == ["completed"], await kept(phone)
            assert done["result"] == "resolved"
            attachments = done["attachments"]
            assert isinstance(attachments, list) and len(attachments[0]) == 64

    stage.run(body())
