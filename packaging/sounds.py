"""Makes the alarms' tones: ``python packaging/sounds.py resources/sounds``. The same files, byte for byte, every time.

Source: bursts of pulses as in IEC 60601-1-8: the graver, the more pulses and the closer together; harmonics under 4 kHz
so that the tone can be placed in a room. A call for help swings between two pitches, which no priority does.
"""

from __future__ import annotations

import math
import struct
import sys
import wave
from pathlib import Path

RATE_HZ = 16_000
EDGE_S = 0.012
"""A pulse swells and fades so long: a hard edge clicks."""
LOUD = 0.6
HARMONICS = (1.0, 0.5, 0.3, 0.15)

A5, C5, E5, G5, C6 = 880.0, 523.3, 659.3, 784.0, 1046.5
TONES: dict[str, tuple[tuple[float, float, float], ...]] = {
    "help": tuple((C6 if n % 2 == 0 else A5, 0.11, 0.02) for n in range(12)),
    "alarm": ((C5, 0.14, 0.05), (E5, 0.14, 0.05), (G5, 0.14, 0.22), (A5, 0.14, 0.05), (C6, 0.14, 0.0)),
    "warning": ((E5, 0.18, 0.12), (C5, 0.18, 0.12), (C5, 0.18, 0.0)),
    "news": ((C5, 0.2, 0.0),),
}
"""Of each tone its pulses: pitch in Hz, length and the pause after it in seconds."""


def samples(pulses: tuple[tuple[float, float, float], ...]) -> list[int]:
    """The pulses as 16-bit samples."""
    found: list[int] = []
    for pitch_hz, length_s, pause_s in pulses:
        count = round(length_s * RATE_HZ)
        edge = round(EDGE_S * RATE_HZ)
        for n in range(count):
            swell = min(1.0, n / edge, (count - 1 - n) / edge)
            value = sum(
                part * math.sin(2 * math.pi * pitch_hz * k * n / RATE_HZ) for k, part in enumerate(HARMONICS, 1)
            )
            found.append(round(32767 * LOUD * swell * value / sum(HARMONICS)))
        found += [0] * round(pause_s * RATE_HZ)
    return found


def write(folder: Path) -> list[Path]:
    """Writes a WAV file for each tone."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, pulses in TONES.items():
        path = folder / f"{name}.wav"
        found = samples(pulses)
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE_HZ)
            file.writeframes(struct.pack(f"<{len(found)}h", *found))
        made.append(path)
    return made


if __name__ == "__main__":
    for made in write(Path(sys.argv[1])):
        print(made)
