"""What browsers call themselves, in a word or two."""

from __future__ import annotations

import re

BROWSERS = (
    (r"MicroMessenger/(\d+)", "微信"),
    (r"Edg(?:A|iOS)?/(\d+)", "Edge"),
    (r"HuaweiBrowser/(\d+)", "Huawei"),
    (r"MiuiBrowser/(\d+)", "MIUI"),
    (r"SamsungBrowser/(\d+)", "Samsung"),
    (r"(?:Firefox|FxiOS)/(\d+)", "Firefox"),
    (r"(?:HeadlessChrome|Chrome|CriOS)/(\d+)", "Chrome"),
    (r"Version/(\d+)[\d.]* (?:Mobile/\S+ )?Safari", "Safari"),
)
"""In this sequence: most call themselves Chrome and Safari as well. Source: MDN, "Browser detection using the user
agent"."""
SYSTEMS = (
    (r"Android (\d+)", "Android"),
    (r"OpenHarmony (\d+)", "HarmonyOS"),
    (r"(?:iPhone )?OS (\d+)[_\d]* like Mac", "iOS"),
    (r"Windows NT (\d+)", "Windows"),
    (r"Mac OS X (\d+)", "macOS"),
    (r"Linux()", "Linux"),
)


def browser_words(agent: str) -> str:
    """What a browser calls itself, short: ``Chrome 131 · Android 14``; its own words where it is none that is known."""
    if not agent:
        return ""
    browser = next((f"{name} {found[1]}" for is_, name in BROWSERS if (found := re.search(is_, agent))), "")
    system = next((f"{name} {found[1]}".strip() for is_, name in SYSTEMS if (found := re.search(is_, agent))), "")
    return " · ".join(part for part in (browser, system) if part) or agent[:40]
