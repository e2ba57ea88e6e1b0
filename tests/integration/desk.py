"""A data folder with all that works on it, for tests that load and read documents."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from knowledge.adapters.sql_catalog import SqlCatalog
from knowledge.adapters.sql_engine import open_engine
from knowledge.library import CurrentLibrary, Library
from knowledge.refresh import IndexBuilder, Publisher
from tests.databases import with_tables

LETTER = """SỞ GIÁO DỤC VÀ ĐÀO TẠO
Số: {number}
Hưng Yên, ngày 15 tháng 3 năm 2025

Kính gửi: Các trường trực thuộc Sở.

{basis}Sở yêu cầu các trường thực hiện các nội dung sau:
1. Xây dựng kế hoạch {task}.
2. Báo cáo kết quả về Sở.
Trên đây là hướng dẫn của Sở.

Nơi nhận:
- Như trên.
"""


@dataclass
class Desk:
    """A data folder with all that works on it, and a folder of letters to load."""

    folder: Path
    minutes: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        file = self.data / "daumoi.db"
        self.catalog = SqlCatalog(open_engine(f"sqlite:///{file}" if file.exists() else with_tables(file)))
        self.current = CurrentLibrary(self.catalog, self.data)
        self.letters = self.folder / "letters"
        self.letters.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.catalog.close()

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    @property
    def publisher(self) -> Publisher:
        """A publisher as each new process makes one."""
        return self.publisher_with()

    def publisher_with(self, *, keep: int = 5, builders: Mapping[str, IndexBuilder] | None = None) -> Publisher:
        """One that keeps another number of versions, or builds another index."""
        return Publisher(self.catalog, self.data, keep=keep, clock=self.clock, builders=builders)

    @property
    def library(self) -> Library:
        """What serves now."""
        return self.current()

    def clock(self) -> datetime:
        """A minute later at each look."""
        self.minutes += 1
        return datetime(2026, 11, 22, 3, tzinfo=UTC) + timedelta(minutes=self.minutes)

    def letter(self, number: str = "12/SGDĐT-VP", task: str = "phòng chống đuối nước", basis: str = "") -> Path:
        """Write a letter with one task of its own; its file."""
        file = self.letters / f"{re.sub('[^0-9]', '', number)}.txt"
        file.write_text(LETTER.format(number=number, task=task, basis=basis), encoding="utf-8")
        return file

    def folders(self) -> set[str]:
        """What lies in the index folder."""
        return {folder.name for folder in (self.data / "index").iterdir()}
