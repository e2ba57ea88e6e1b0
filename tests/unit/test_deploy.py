"""What the guides and the files for servers say of the program is true."""

import re
from pathlib import Path

import pytest

from bot.cli import build_parser
from bot.settings import Settings
from tests.test_project import PACKAGES, subcommands

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
TOLD = [*(ROOT / "docs").glob("operations*.md"), *(path for path in DEPLOY.iterdir() if path.is_file())]


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.name)
def test_the_commands_that_are_told_exist(path: Path) -> None:
    """Whoever types what the guide says, or lets systemd do it, gets no usage error."""
    named = set(
        re.findall(r"(?:^|[`/] ?|exec (?:bot )?)(?:bin/)?daumoi ([a-z]+)\b", path.read_text("utf-8"), re.MULTILINE)
    )
    assert named <= subcommands(build_parser())


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.name)
def test_the_settings_that_are_told_exist(path: Path) -> None:
    """No setting is told that the program does not know."""
    named = set(re.findall(r"\b(?:DAUMOI|TELEGRAM|ADMIN|OPENAI|CHROMA)_[A-Z_]+\b", path.read_text("utf-8")))
    assert named <= {name.upper() for name in Settings.model_fields}


def test_the_image_holds_every_package() -> None:
    """A package that is added to the program is copied into the image too."""
    copied = set(re.findall(r"^COPY (\w+)/", (DEPLOY / "Containerfile").read_text("utf-8"), re.MULTILINE))
    allowed = set(re.findall(r"^!(\w+)$", (DEPLOY / "Containerfile.dockerignore").read_text("utf-8"), re.MULTILINE))
    assert copied == allowed == set(PACKAGES)


def test_the_bot_runs_as_nobody_in_particular() -> None:
    """Neither the service nor the container is root."""
    for name, line in (("daumoi.service", "User=daumoi"), ("daumoi-backup.service", "User=daumoi")):
        assert line in (DEPLOY / name).read_text("utf-8").splitlines()
    assert "USER daumoi" in (DEPLOY / "Containerfile").read_text("utf-8").splitlines()
