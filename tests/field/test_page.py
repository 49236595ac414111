"""The page itself: its files, its languages, what it asks for, what it says when something is refused."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from pathlib import Path

from tests.field.stage import Stage

FOLDER = Path(__file__).parents[2] / "resources" / "field"
LIMIT = 300 * 1024


def test_the_worker_names_the_files_and_their_version() -> None:
    script = Path(__file__).parents[2] / "packaging" / "field_version.py"
    found = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr


def test_all_files_together_are_below_the_limit() -> None:
    sizes = [len(gzip.compress(file.read_bytes(), 9)) for file in FOLDER.iterdir()]
    assert sum(sizes) < LIMIT


def test_both_languages_say_the_same_things_and_every_word_is_there() -> None:
    text = (FOLDER / "words.js").read_text(encoding="utf-8")
    tongues = re.findall(r"const (?:ZH|EN) = \{\n(.*?)\n\};", text, re.DOTALL)
    zh, en = (dict(re.findall(r'(\w+): "([^"]*)"', tongue)) for tongue in tongues)
    assert list(zh) == list(en) and len(zh) > 150
    for key in zh:
        assert set(re.findall(r"\{\w+\}", zh[key])) == set(re.findall(r"\{\w+\}", en[key])), key
    code = "".join(file.read_text(encoding="utf-8") for file in FOLDER.glob("*.js"))
    missing = {key for key in re.findall(r'\btr\("(\w+)"', code) if key not in zh}
    assert not missing


def test_colours_keep_their_contrast_in_both_themes() -> None:
    style = (FOLDER / "field.css").read_text(encoding="utf-8")
    dark, _, light = re.findall(r":root[^{]*\{(.*?)\}", style, re.DOTALL)[:3]
    first = dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", dark))
    for colours in (first, first | dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", light))):
        for ink in ("text", "second", "third"):
            for ground in ("window", "panel", "raised"):
                assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
        for ink, ground in (
            ("red-text", "alarm"),
            ("red-text", "panel"),
            ("on-press", "press"),
            ("on-press", "red-press"),
        ):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21. Source: WCAG 2.2, relative luminance."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_english_by_switch_is_kept(stage: Stage) -> None:
    unit = stage.unit()

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit, color_scheme="light") as phone:
            await phone.page.tap("#link")
            await phone.picture("settings")
            await phone.page.get_by_text("English").tap()
            await phone.says("#link-state", "Online")
            await phone.page.get_by_text("Close").tap()
            await commander.order(unit, text="Smoke in a warehouse, go at once", priority=1)
            await phone.says("#step", "Acknowledge")
            await phone.says(".level", "Level 1 · Commander")
            await phone.picture("english_light")
            assert await phone.page.evaluate("document.documentElement.scrollWidth") <= 360
            await phone.page.reload()
            await phone.says("#link-state", "Online")

    stage.run(body())


def test_a_place_that_is_not_allowed_is_said(stage: Stage) -> None:
    unit = stage.unit()

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit, permissions=[]) as phone:
            await phone.says(".notice", "定位被禁止")
            await phone.says("#followed", "未共享位置")
            await phone.picture("place_denied")
            await commander.order(unit, place=(120.09, 30.33))
            await phone.says(".way p", "不知道你在哪里")

    stage.run(body())


def test_the_position_reaches_the_centre(stage: Stage) -> None:
    unit = stage.unit()

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit) as phone:
            await phone.says("#followed", "位置共享中")
            await commander.sees_at(unit, 120.0812, 30.3307)
            await phone.offline(True)
            await phone.says("#link-state", "断线")
            await phone.context.set_geolocation({"longitude": 120.0912, "latitude": 30.3317})
            await phone.holds("fixes", None)
            await phone.offline(False)
            await commander.sees_at(unit, 120.0912, 30.3317)

    stage.run(body())


def test_a_full_storage_is_said_and_hides_no_order(stage: Stage) -> None:
    unit = stage.unit()
    full = """(() => {
      const real = IDBDatabase.prototype.transaction;
      IDBDatabase.prototype.transaction = function (rooms, mode, how) {
        if (mode === "readwrite") throw new DOMException("no space", "QuotaExceededError");
        return real.call(this, rooms, mode, how);
      };
      window.mend = () => { IDBDatabase.prototype.transaction = real; };
    })()"""

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit) as phone:
            await phone.page.evaluate(full)
            order = await commander.order(unit)
            await phone.says("#step", "签收")
            assert await phone.ringing
            await phone.says(".notice.bad", "手机存储已满")
            await phone.picture("storage_full")
            await phone.step("签收")  # The hub is there to keep it.
            await commander.sees(order, unit, "acknowledged")
            await phone.offline(True)
            await phone.says("#link-state", "断线")
            await phone.step("出动")  # Nobody keeps it: the button stands as it was.
            await phone.page.wait_for_timeout(800)
            await phone.says("#step", "出动")
            await phone.page.evaluate("window.mend()")
            await phone.step("出动")
            await phone.offline(False)
            await commander.sees(order, unit, "en_route")

    stage.run(body())


def test_a_newer_page_is_taken_over_without_losing_anything(stage: Stage) -> None:
    unit = stage.unit()

    async def body() -> None:
        async with stage.commander() as commander, stage.enrolled(commander, unit) as phone:
            await phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
            await phone.page.reload()
            await phone.online()
            order = await commander.order(unit)
            await phone.step("签收")
            # A worker at another address is a newer one to the browser, as one with other bytes is.
            await phone.page.evaluate("navigator.serviceWorker.register('worker.js?newer').then(() => true)")
            await phone.says(".notice", "新版网页已就绪")
            await phone.page.get_by_text("现在更新").tap()
            await phone.page.wait_for_function("navigator.serviceWorker.controller?.scriptURL.endsWith('newer')")
            await phone.online()
            await phone.says("#step", "出动")
            assert commander.recipient(order, unit).state == "acknowledged"

    stage.run(body())
