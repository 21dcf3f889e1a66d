"""The rules of the house (`design/architecture.md`): each rule says why it stands, so that who breaks it knows what to do."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit import config

from timeline.charts import CHARTS

ROOT = Path(__file__).resolve().parent.parent
MODULES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in [*sorted((ROOT / "timeline").rglob("*.py")), ROOT / "app.py"]}
FRONT = [path for path in sorted((ROOT / "timeline" / "ui" / "front").rglob("*")) if path.suffix in (".js", ".css")]
MOST_LINES = 320

# A room may use itself and those before it. What stands in no room of its own is in `tables`: schema, checks, frames.
ROOMS = ("wording", "vocabulary", "dates", "tables", "repository", "filters", "queries", "figures", "charts", "exports", "importers", "server", "ui", "__main__", "app")
FORBIDDEN = {
    "unsafe_allow_html": "text of the data would become markup",
    "st.table(": "it draws every row and reads markdown in cells",
    "include_mathjax": "it fetches MathJax from a foreign server",
    "ImageColumn": "it fetches pictures from addresses in the data",
    "regex=True": "a reader's words would run as a pattern",
    ".query(": "a frame's query runs text as code",
    "eval(": "text would run as code",
}
every_module = pytest.mark.parametrize("module", MODULES)


def room(module: str) -> str:
    """The room of a module given as path or dotted name: `timeline/queries/event.py` and `timeline.queries.event` are in `queries`."""
    parts = module.removesuffix(".py").replace("/", ".").split(".")
    name = parts[1] if parts[0] == "timeline" else parts[0]
    return name if name in ROOMS else "tables"


def imported(module: str) -> Iterator[str]:
    """Every module that one imports, wherever the import stands."""
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative imports hide which room is used"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)  # `from timeline import vocabulary` is timeline.vocabulary


def uses(module: str, package: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for name in imported(module))


def offenders(package: str, *allowed: str) -> list[str]:
    return [module for module in MODULES if uses(module, package) and not module.startswith(allowed)]


def strings(module: str) -> Iterator[str]:
    yield from (node.value for node in ast.walk(MODULES[module]) if isinstance(node, ast.Constant) and isinstance(node.value, str))


@every_module
def test_a_module_imports_only_from_rooms_before_its_own(module: str) -> None:
    own = room(module)
    later = [name for name in imported(module) if name.startswith("timeline.") and ROOMS.index(room(name)) > ROOMS.index(own)]
    assert not later, f"{module} imports {later}: the way through the house has one direction, so that a room can be read without the later ones"


@pytest.mark.parametrize(
    ("rooms", "others", "reason"),
    [
        (("queries",), ("figures", "ui", "charts", "exports", "server"), "a query gives a small frame and does not know how it is drawn"),
        (("figures",), ("queries", "filters", "repository", "charts", "exports", "server", "ui"), "a chart is given the small frame that it draws"),
        (("server",), ("ui",), "routes answer without the pages"),
    ],
)
def test_rooms_do_not_know_each_other(rooms: tuple[str, ...], others: tuple[str, ...], reason: str) -> None:
    found = [f"{module} → {name}" for module in MODULES if room(module) in rooms for name in imported(module) if name.startswith("timeline.") and room(name) in others]
    assert not found, f"{reason}: {found}"


def test_streamlit_stays_in_the_interface() -> None:
    found = offenders("streamlit", "timeline/ui/", "app.py", "timeline/server/application.py")
    assert not found, f"everything below the interface runs, and is tested, without Streamlit: {found}"


def test_plotly_stays_where_figures_are_made_and_served() -> None:
    found = offenders("plotly", "timeline/figures/", "timeline/exports/", "timeline/charts/", "timeline/server/files.py")
    assert not found, f"what a chart looks like is decided in figures alone: {found}"


def test_nothing_imports_the_tests() -> None:
    assert not offenders("tests"), "the dashboard runs without its tests"


def test_vocabulary_and_dates_need_no_pandas() -> None:
    found = [module for module in MODULES if room(module) in ("wording", "vocabulary", "dates", "filters") and uses(module, "pandas")]
    assert not found, f"they are words and dates; frames begin after the schema: {found}"


def test_no_table_is_read_but_cell_by_cell() -> None:
    found = [module for module in MODULES if re.search(r"read_csv|read_excel|read_parquet", ast.unparse(MODULES[module]))]
    assert not found, f"the repository alone opens tables, byte by byte, so that each cell is checked: {found}"


@every_module
def test_no_module_holds_two_ideas(module: str) -> None:
    count = len((ROOT / module).read_text("utf-8").splitlines())
    assert count <= MOST_LINES, f"{module} has {count} lines: a module over 300 lines holds two ideas; part it"


def test_the_app_is_a_frame_only() -> None:
    assert len((ROOT / "app.py").read_text("utf-8").splitlines()) < 60, "pages, routes and settings have their own rooms"


@pytest.mark.parametrize("name", FORBIDDEN)
def test_what_is_forbidden_appears_nowhere(name: str) -> None:
    pattern = re.compile((r"(?<![\w.])" if name[0].isalpha() else "") + re.escape(name))
    texts = [path for path in [*(ROOT / module for module in MODULES), *FRONT] if pattern.search(path.read_text("utf-8"))]
    assert not texts, f"{name}: {FORBIDDEN[name]}. Found in {[str(path.relative_to(ROOT)) for path in texts]}"


@pytest.mark.parametrize("name", ["html.escape", "json.dumps", "xml.sax.saxutils"])
def test_text_that_leaves_is_made_safe_in_one_place(name: str) -> None:
    rooms = ("exports", "server")
    found = [module for module in MODULES if room(module) in rooms and name in ast.unparse(MODULES[module]) and module != "timeline/exports/safety.py"]
    assert not found, f"{name}: use timeline/exports/safety.py, where it is tested against hostile text. Found in {found}"


@every_module
def test_colours_are_named_in_the_style_only(module: str) -> None:
    if module == "timeline/figures/style.py":
        return
    found = [text for text in strings(module) if re.search(r"(?<![\w&])#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b|\brgba?\((?!0,0,0,0\))", text)]
    assert not found, f"{module} has a colour of its own: {found}. Contrast and colour blindness are checked for figures/style.py alone"


@every_module
def test_everything_public_says_what_it_does(module: str) -> None:
    tree = MODULES[module]
    owners = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_"))]
    public = [node for owner in owners for node in owner.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_")]
    silent = [node.name for node in public if not ast.get_docstring(node)]
    assert not silent, f"{module}: {silent} say nothing; a reader of the signature must learn what comes back"
    assert ast.get_docstring(tree), f"{module} does not say what it is for"


@pytest.mark.parametrize("module", [module for module in MODULES if module.startswith("timeline/ui/views/")])
def test_a_page_reads_like_a_table_of_contents(module: str) -> None:
    assert not [node.lineno for node in ast.walk(MODULES[module]) if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda)], "a page asks and hands on; it defines nothing"
    assert not uses(module, "pandas"), "what a page counts belongs into queries, where it is tested"
    charts = [
        node.args[2].value
        for node in ast.walk(MODULES[module])
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "chart" and isinstance(node.args[2], ast.Constant)
    ]
    assert set(charts) <= set(CHARTS), "a page draws charts by their names in CHARTS"


@every_module
def test_the_day_is_an_argument(module: str) -> None:
    if room(module) in ("queries", "figures", "charts", "exports", "filters", "frames"):
        found = re.findall(r"\b(?:date|datetime|Timestamp)\.(?:today|now|utcnow)\(|\btime\.(?:time|localtime)\(", ast.unparse(MODULES[module]))
        assert not found, f"{module} reads the clock: the same request must give the same chart tomorrow"


def test_every_setting_of_streamlit_still_exists() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    flat = [(f"{section}.{name}", value) for section, options in settings.items() for name, value in options.items()]
    for key, value in flat:
        for name in [f"{key}.{inner}" for inner in value] if isinstance(value, dict) else [key]:
            config.get_option(name)  # raises for a setting that this Streamlit does not know: it would be passed over in silence
    assert flat
