"""The house's sizes and rules, measured. The ceilings are hard."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = ("cart", "drivers", "ui")
BROAD_EXCEPTS = {
    "drivers/pollers.py", "cart/sync/worker.py", "ui/app.py", "ui/commands/run.py",
}  # fmt: skip


def sources(*tops: str) -> list[Path]:
    return [path for top in tops for path in sorted((ROOT / top).rglob("*.py"))]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text())))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def lines(path: Path) -> int:
    return path.read_text().count("\n") + 1


def percentile(values: list[int], share: float) -> int:
    return sorted(values)[int(share * (len(values) - 1))]


def test_no_file_is_over_350_lines_and_most_are_small():
    sizes = {name(path): lines(path) for path in sources(*FLOORS)}
    assert {path: n for path, n in sizes.items() if n > 350} == {}
    assert percentile(list(sizes.values()), 0.9) <= 250


def test_no_function_is_too_long():
    long = {
        f"{name(path)}:{node.lineno} {node.name}": body_lines(node)
        for path in sources(*FLOORS)
        for node in functions(path)
        if body_lines(node) > (40 if path.is_relative_to(ROOT / "ui") else 30)
    }
    assert long == {}


def test_most_functions_are_short():
    sizes = [body_lines(node) for path in sources(*FLOORS) for node in functions(path)]
    assert percentile(sizes, 0.9) <= 15


def test_no_function_takes_more_than_five_parameters():
    many = []
    for path in sources(*FLOORS):
        for node in functions(path):
            args = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            if len([a for a in args if a not in ("self", "cls")]) > 5 and node.name != "build":
                many.append(f"{name(path)}:{node.lineno} {node.name}")
    assert many == []


def test_no_kv_file_is_over_150_lines():
    assert [name(path) for path in (ROOT / "ui").rglob("*.kv") if lines(path) > 150] == []


def modules() -> dict[str, Path]:
    found = {}
    for path in sources(*FLOORS):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(path: Path, known: dict[str, Path]) -> set[str]:
    found = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found & set(known)


def test_there_are_no_import_cycles_hidden_and_typing_imports_counted():
    known = modules()
    graph = {module: imports(path, known) - {module} for module, path in known.items()}
    done: set[str] = set()

    def walk(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail, module))
        if module not in done:
            for other in graph[module]:
                walk(other, (*trail, module))
            done.add(module)

    for module in graph:
        walk(module, ())


def test_no_import_hides_in_a_function():
    hidden = [
        f"{name(path)}:{inner.lineno}"
        for path in sources(*FLOORS)
        for node in functions(path)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_broad_excepts_are_the_listed_ones():
    broad = set()
    for path in sources(*FLOORS):
        for node in nodes(path):
            if isinstance(node, ast.ExceptHandler) and _is_broad(node.type):
                broad.add(name(path))
    assert broad <= BROAD_EXCEPTS and len(broad) <= 4


def _is_broad(kind: ast.expr | None) -> bool:
    return kind is None or (isinstance(kind, ast.Name) and kind.id in ("Exception", "BaseException"))


@pytest.mark.parametrize("word", ["time.sleep", "get_instance(", "if simulating", 'getattr(self, "_'])
def test_smells_that_we_refuse(word: str):
    assert [name(path) for path in sources(*FLOORS) if word in path.read_text()] == []


def test_only_the_app_asks_for_the_running_app():
    users = [name(path) for path in sources("ui") if "get_running_app" in path.read_text()]
    assert set(users) <= {"ui/app.py"}


def test_tests_neither_sleep_nor_mock():
    words = ("sleep(", "unittest.mock", "monkeypatch", "mocker")
    found = [
        f"{name(path)}: {word}"
        for path in sources("tests")
        for word in words
        if path != Path(__file__) and word in path.read_text()
    ]
    assert found == []


def test_there_is_nearly_as_much_test_as_source():
    assert sum(map(lines, sources("tests"))) >= 0.9 * sum(map(lines, sources(*FLOORS)))


def test_screens_know_neither_the_session_nor_a_driver():
    banned = ("cart.trip.session", "cart.trip.journal", "cart.trip.desk", "cart.inbox", "drivers")
    known = modules()
    for module, path in known.items():
        if module.startswith(("ui.screens", "ui.parts", "ui.presenter")):
            assert not [one for one in imports(path, known) if one.startswith(banned)], module


def test_every_room_says_what_lives_there():
    rooms = ["cart", "drivers", "ui", *(f"cart/{p.name}" for p in (ROOT / "cart").iterdir() if p.is_dir())]
    missing = [room for room in rooms if not (ROOT / room / "README.md").is_file() and "__pycache__" not in room]
    assert missing == []


def test_the_top_level_is_the_design_cards():
    allowed = {
        "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md",
        "cart", "ui", "drivers", "assets", "tests", "scripts", "out", "var",
    }  # fmt: skip
    found = {
        path.name for path in ROOT.iterdir() if not path.name.startswith(".") and not path.name.endswith(".egg-info")
    }
    assert found <= allowed
