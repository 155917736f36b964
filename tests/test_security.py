"""What the package never does."""

from __future__ import annotations

import ast
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
