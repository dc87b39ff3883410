"""Makes the screen's fonts: Manrope with tabular figures as its default figures.

Kivy cannot ask a font for its `tnum` figures, so this maps the digits to them once and for all:
`python assets/fonts/make.py`, with the packages font-manrope and fonttools installed.
"""

from pathlib import Path

import font_manrope
from fontTools import subset
from fontTools.ttLib import TTFont

WEIGHTS = ("Medium", "Bold", "ExtraBold")
USE_MY_METRICS = 0x0200
KEPT = [*range(0x20, 0x530), *range(0x1E00, 0x1F00), *range(0x2000, 0x2300), 0x25CF]


def tabular(font: TTFont) -> dict[str, str]:
    """The font's own table from proportional to tabular figures."""
    table = font["GSUB"].table
    record = next(one for one in table.FeatureList.FeatureRecord if one.FeatureTag == "tnum")
    lookup = table.LookupList.Lookup[record.Feature.LookupListIndex[0]]
    return dict(lookup.SubTable[0].mapping)


def widen(font: TTFont, figures: set[str]) -> None:
    """Some tabular figures are made of a proportional one whose width they would take over; not any more."""
    for name in figures:
        for component in getattr(font["glyf"][name], "components", ()):
            component.flags &= ~USE_MY_METRICS


def main() -> None:
    """Writes one file a weight, beside this one."""
    for weight in WEIGHTS:
        font = TTFont(Path(font_manrope.__file__).parent / "files" / f"Manrope-{weight}.ttf")
        figures = tabular(font)
        for part in font["cmap"].tables:
            part.cmap.update({code: figures.get(name, name) for code, name in part.cmap.items()})
        widen(font, set(figures.values()))
        kept = subset.Subsetter(
            subset.Options(layout_features=["kern", "mark"], hinting=False, name_IDs=["*"], notdef_outline=True)
        )
        kept.populate(unicodes=KEPT)
        kept.subset(font)
        font.save(Path(__file__).parent / f"ManropeTabular-{weight}.ttf")


if __name__ == "__main__":
    main()
