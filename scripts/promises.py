"""tests/README.md from tests/promises.toml and the JUnit records of test runs: never by hand."""

import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "tests" / "README.md"
HEAD = """# tests: what is promised, and what holds it

Made by `scripts/promises` from the records of test runs; `tests/promises.toml` says which test is for which promise.
The record of {date}, at {commit}: {passed:,} passed, {failed:,} failed, {skipped:,} skipped; {cpu:,} s of tests, laid
end to end.

| promise | held by | how | in this record |
|---|---|---|---|
"""
FOOT = """
`scripts/test` runs all but the long forms; `scripts/test -m nightly` those. One line: `scripts/test tests/PATH`.
Builders that tests share stand once, in `support/`. Rules of the house (sizes, no sleeping, no mocks): `house/`.
"""


@dataclass
class Run:
    """What became of some tests. `figures`: what they counted, summed by name."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    figures: Counter[str] = field(default_factory=Counter)

    def add(self, case: ElementTree.Element) -> None:
        """Counts one test of a record."""
        kinds = {child.tag for child in case}
        self.failed += bool(kinds & {"failure", "error"})
        self.skipped += "skipped" in kinds
        self.passed += not kinds & {"failure", "error", "skipped"}
        self.seconds += float(case.get("time", "0"))
        for one in case.iter("property"):
            if (one.get("value") or "").isdecimal():
                self.figures[str(one.get("name"))] += int(str(one.get("value")))

    @property
    def words(self) -> str:
        """As the table says it."""
        if not self.passed + self.failed + self.skipped:
            return "not in it"
        parts = [f"{self.passed:,} passed"] if self.passed else []
        parts += [f"**{self.failed:,} failed**"] if self.failed else []
        parts += [f"{self.skipped:,} skipped"] if self.skipped else []
        parts += [f"{count:,} {name}" for name, count in self.figures.items()]
        return ", ".join([*parts, f"{self.seconds:.0f} s"])


def cases(records: Iterable[Path]) -> list[tuple[str, ElementTree.Element]]:
    """Each test of the records with its file under tests/ ("unit/trip/test_any_trip.py")."""
    found = []
    for record in records:
        for case in ElementTree.parse(record).iter("testcase"):
            parts = (case.get("classname") or "").split(".")
            names = parts[1 : 1 + next((n for n, part in enumerate(parts[1:], 1) if part.startswith("test_")), 0)]
            found.append(("/".join(names) + ".py", case))
    return found


def main(argv: list[str]) -> int:
    """Writes the page; exit status 2 without a record."""
    records = [Path(one) for one in argv]
    if not records:
        print(__doc__ + "\nscripts/promises RECORD.xml [NIGHT.xml ...]")
        return 2
    told, every, rows = cases(records), Run(), []
    for _, case in told:
        every.add(case)
    for one in tomllib.loads((ROOT / "tests" / "promises.toml").read_text())["promise"]:
        run = Run()
        for path, case in told:
            if any(path == where or path.startswith(f"{where}/") for where in one["tests"]):
                run.add(case)
        held = ", ".join(f"`{where}`" for where in one["tests"])
        rows.append(f"| {one['says']} | {held} | {one['how']} | {run.words} |\n")
    date, commit = git("log", "-1", "--format=%cs"), git("rev-parse", "--short", "HEAD")
    head = HEAD.format(date=date, commit=commit, passed=every.passed, failed=every.failed, skipped=every.skipped,
                       cpu=round(every.seconds))  # fmt: skip
    PAGE.write_text(head + "".join(rows) + FOOT)
    print(f"{PAGE.relative_to(ROOT)}: {len(rows)} promises, {every.passed + every.failed:,} tests")
    return 0


def git(*words: str) -> str:
    """What git says of this checkout."""
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
