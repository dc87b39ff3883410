#!/usr/bin/env python3
"""Makes assets/sounds/*.wav: short, soft notes. Run it again after changing them here."""

import wave
from pathlib import Path

import numpy as np

RATE = 22_050
FOLDER = Path(__file__).parents[1] / "assets" / "sounds"

# name -> notes as (start s, length s, hertz); all on one pentatonic scale so that none sounds wrong after another
SOUNDS = {
    "added": [(0.00, 0.16, 659.3), (0.09, 0.26, 880.0)],
    "question": [(0.00, 0.22, 587.3), (0.20, 0.28, 587.3)],
    "removed": [(0.00, 0.16, 880.0), (0.09, 0.26, 659.3)],
    "done": [(0.00, 0.18, 587.3), (0.12, 0.18, 740.0), (0.24, 0.45, 880.0)],
    "help": [(0.00, 0.25, 880.0), (0.22, 0.25, 740.0), (0.44, 0.40, 880.0)],
}


def note(length_s: float, hertz: float) -> np.ndarray:
    """A struck bar: a sine with a quiet octave and twelfth, a 6 ms attack and a falling end."""
    t = np.arange(int(length_s * RATE)) / RATE
    tone = np.sin(2 * np.pi * hertz * t) + 0.25 * np.sin(4 * np.pi * hertz * t) + 0.08 * np.sin(6 * np.pi * hertz * t)
    fade_in, fade_out = np.minimum(1.0, t / 0.006), np.minimum(1.0, (length_s - t) / 0.02)
    return tone * fade_in * fade_out * np.exp(-4.0 * t / length_s)


def sound(notes: list[tuple[float, float, float]]) -> np.ndarray:
    """The notes laid over one another, at a third of full scale."""
    end = max(start + length for start, length, _ in notes)
    track = np.zeros(int(end * RATE) + 1)
    for start, length, hertz in notes:
        wave_form = note(length, hertz)
        first = int(start * RATE)
        track[first : first + len(wave_form)] += wave_form
    return (track / np.abs(track).max() * 0.33 * 32_767).astype("<i2")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, notes in SOUNDS.items():
        with wave.open(str(FOLDER / f"{name}.wav"), "wb") as file:
            file.setparams((1, 2, RATE, 0, "NONE", ""))
            file.writeframes(sound(notes).tobytes())


if __name__ == "__main__":
    main()
