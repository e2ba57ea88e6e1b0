"""Promises that are kept outside the code: in the README, the example settings, the package, the files themselves."""

import argparse
import ast
import re
import socket
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from itertools import pairwise
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("bot", "knowledge", "prompts")
README = ROOT / "README.md"
NOT_OURS = {".git", ".venv", "__pycache__", "build", "dist", ".hypothesis"}

# A character in brackets where the plain word would find this file itself.
PRIVATE_PATH = re.compile(r"(?<![\w.<>{}*~])/(?:home|Users|root|work)/\w")
REGISTRY = re.compile(
    r"index[-]url|find[-]links|pythonhosted[.]|pypi[.]org|registry[.]npmjs|https?://\S+/simple\b", re.IGNORECASE
)


def project_files() -> Iterator[Path]:
    """Every file of the project, caches and environments left out; from a clone or a tarball."""
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        ours = not NOT_OURS.intersection(parts) and not any(part.endswith(("_cache", ".egg-info")) for part in parts)
        if ours and path.is_file() and path.name != ".env":
            yield path


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def code_in_readme() -> str:
    """What the README shows as code: fenced blocks and words between backticks."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", README.read_text(encoding="utf-8"), re.DOTALL))


def names_in_env_example() -> list[str]:
    return re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)


def subcommands(parser: argparse.ArgumentParser) -> set[str]:
    actions = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))  # noqa: SLF001  # argparse has no public way
    return {name for action in actions for name in action.choices}


def imports_of(path: Path) -> Iterator[str]:
    """The top-level modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def canonical(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def declared_dependencies() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {canonical(re.split(r"[^\w.-]", requirement)[0]) for requirement in project["dependencies"]}


def test_env_example_lists_every_setting_and_nothing_else() -> None:
    """Whoever copies .env.example sees all that can be set, once each."""
    assert sorted(names_in_env_example()) == sorted(name.upper() for name in Settings.model_fields)


def test_env_example_says_what_each_setting_is() -> None:
    """Above each name stands a line that explains it."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    unexplained = [line for above, line in pairwise(lines) if "=" in line[:40] and above[:2] != "# "]
    assert [line for line in unexplained if not line.startswith("#")] == []


def test_env_example_can_be_used_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copied without a change, .env.example changes nothing."""
    monkeypatch.delenv("DAUMOI_DATA")
    assert Settings.load(ROOT / ".env.example") == Settings.load(None)


def test_the_readme_shows_every_command_and_no_other() -> None:
    """A command that exists is in the README, and one in the README exists."""
    from bot.cli import build_parser

    shown = set(re.findall(r"\bdaumoi ([a-z]+)\b", code_in_readme()))
    assert shown == subcommands(build_parser())


def test_the_make_targets_in_the_readme_exist() -> None:
    """`make X` in the README works."""
    shown = set(re.findall(r"\bmake ([a-z]+)\b", code_in_readme()))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert shown
    assert shown <= targets


def test_no_file_names_a_private_folder_or_a_package_registry() -> None:
    """The project installs from wherever its user's own pip does, and says nothing of the machines it was made on."""
    texts = {path.relative_to(ROOT): text_of(path) for path in project_files()}
    found = {
        str(path): hit[0] for path, text in texts.items() if (hit := PRIVATE_PATH.search(text) or REGISTRY.search(text))
    }
    assert found == {}
    assert [str(path) for path, text in texts.items() if str(ROOT) in text] == []


def test_the_architecture_page_maps_every_module() -> None:
    """A reader finds each module on the map, and nothing on the map that is gone; adapters are one entry."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    on_the_map = set(re.findall(r"\b(\w+\.py)\b", page.split("```")[1])) - {"test_project.py"}
    modules = {path.name for package in ("bot", "knowledge") for path in (ROOT / package).glob("*.py")}
    assert on_the_map == modules - {"__init__.py"}


@pytest.mark.parametrize("before", ["", " ", '"', "file://", "C:", "PATH=bin:"])
@pytest.mark.parametrize("folder", ["home/an", "Users/an", "root/x", "work/x"])
def test_a_private_folder_is_recognised(before: str, folder: str) -> None:
    """However it is written; an address on the web that has such a word in it is none."""
    assert PRIVATE_PATH.search(f"{before}/{folder}")
    assert not PRIVATE_PATH.search(f"https://example.org/{folder}")


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_packages(tmp_path: Path) -> None:
    """Installed from a wheel, the program has its documents, registers, word lists, prompts and migrations."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    built = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    sources = {path.relative_to(ROOT) for path in project_files()}
    wanted = {path.as_posix() for path in sources if path.parts[0] in PACKAGES and path.suffix != ".pyc"}
    assert wanted - packed == set()
    assert "knowledge/documents/hung-yen-gddt-2021.txt" in packed


def test_the_package_depends_on_what_it_imports_and_nothing_else() -> None:
    """An install brings every library the program needs, and none that it does not."""
    of_module = packages_distributions()
    imported = {name for package in PACKAGES for path in (ROOT / package).rglob("*.py") for name in imports_of(path)}
    foreign = imported - sys.stdlib_module_names - set(PACKAGES)
    assert {canonical(of_module.get(name, [name])[0]) for name in foreign} == declared_dependencies()


def test_every_pin_is_a_version_alone() -> None:
    """constraints.txt pins versions and names no address."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"#.*|[A-Za-z0-9._-]+==[\w.+!]+", line)] == []


@pytest.mark.parametrize("host", ["example.com", "10.0.0.1", "2001:db8::1"])
def test_tests_cannot_leave_this_machine(host: str) -> None:
    """A test that would reach the network fails loudly instead."""
    with pytest.raises(RuntimeError, match=re.escape(host)):
        socket.create_connection((host, 80), timeout=1)


def test_tests_may_use_loopback() -> None:
    """A server on this machine can be tested against."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
