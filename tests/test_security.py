"""What the package never does."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src/onrecord"
FORBIDDEN = {"pickle", "subprocess", "shelve", "marshal", "dill", "joblib", "requests", "urllib.request", "http.client", "socket", "ftplib"}
BUILDERS = {"places/build.py"}  # run by `make gazetteer`, never by the package


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_imports_what_runs_or_fetches_or_unpickles(path: Path) -> None:
    if str(path.relative_to(PACKAGE)) in BUILDERS or "train" in path.parts:
        pytest.skip("a command for developers")
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            imported.add(node.module)
    assert not imported & FORBIDDEN


@pytest.mark.parametrize("call", ["eval(", "exec(", "os.system(", "shell=True"])
def test_no_module_runs_text_as_code(call: str) -> None:
    found = [path.name for path in sorted(PACKAGE.rglob("*.py")) if f" {call}" in path.read_text(encoding="utf-8")]
    assert found == []


# Python itself reports these (PEP 578): a class taken out of a pickle, a program that is started, a name or address that is asked for.
WATCHED = """
import sys
from pathlib import Path
def watch(event, arguments):
    if event in ("pickle.find_class", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "socket.connect", "socket.getaddrinfo"):
        print(event, *arguments, file=sys.stderr)
        raise SystemExit(9)
sys.addaudithook(watch)
from onrecord.cli.app import main
sys.argv = ["onrecord", *sys.argv[1:]]
main()
"""


@pytest.mark.parametrize("profile", ["rules", "fast", "default"])
def test_a_run_unpickles_nothing_starts_nothing_and_asks_no_network(profile: str, articles: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WATCHED, "extract", str(articles), "-o", str(tmp_path / "out"), "--profile", profile]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out/records.jsonl").stat().st_size


def test_the_watch_itself_works() -> None:
    script = WATCHED.split("from onrecord")[0] + "import socket; socket.create_connection(('127.0.0.1', 9))"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).returncode == 9
    script = WATCHED.split("from onrecord")[0] + "import pickle; pickle.loads(pickle.dumps(Path('x')))"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).returncode == 9


PAGES = [path for path in sorted(PACKAGE.rglob("*.html")) if "<html" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_page_has_a_strict_content_security_policy(path: Path) -> None:
    (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', path.read_text(encoding="utf-8"))
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    sources = {value for name, value in rules.items() if name.endswith("-src")}
    assert sources <= {"'none'", "'self'"}  # nothing inline, nothing from elsewhere


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_an_audit_sheet_is_a_formula(value: str) -> None:
    from onrecord.audit.sample import _harmless

    assert _harmless(value)[0] == "'"
