"""What staff should know of a camera that works, and yet blurs what moves."""

from collections.abc import Iterable

_KNOWN = {
    "auto_exposure": "exposure", "exposure": "exposure", "AeEnable": "exposure", "ExposureTime": "exposure",
    "autofocus": "focus", "focus": "focus", "AfMode": "focus", "LensPosition": "focus",
    "width": "size", "height": "size",
}  # fmt: skip
"""The settings that decide what can be read, by the drivers' names; the rest costs little."""


def remark_of(refused: Iterable[str], *, automatic: bool) -> str:
    """The words for the settings that a camera refused; `automatic`: nobody set its exposure. "" where all is well."""
    kinds = dict.fromkeys(_KNOWN[name] for name in refused if name in _KNOWN)
    if kinds:
        return f"The camera refuses its {' and '.join(kinds)}. Hold codes still, or take a camera that can be set."
    if automatic:
        return "The camera sets its exposure itself, so codes in motion blur. Set it in [camera]: 1/1000 s, and lamps."
    return ""
