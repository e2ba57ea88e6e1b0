"""Which files may bear a check-in out."""

import re
from collections.abc import Iterable

from bot.progress.errors import InvalidReportError
from bot.progress.model import CheckIn, Evidence
from knowledge.answer import Say

MOST_BYTES = 20_000_000
"""What Telegram lets a bot fetch again (Bot API: getFile)."""

TYPES: dict[str, tuple[str, ...]] = {
    "image/jpeg": ("jpg", "jpeg", "jfif"),
    "image/png": ("png",),
    "image/webp": ("webp",),
    "image/heic": ("heic",),
    "image/heif": ("heif", "heic"),
    "application/pdf": ("pdf",),
    "application/msword": ("doc",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.ms-excel": ("xls",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "application/vnd.ms-powerpoint": ("ppt",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ("pptx",),
}
"""Pictures and office files, with the endings that their names may have. Nothing that a computer would run."""


LINK = re.compile(r"f-(?P<check_in>\d{1,12})-(?P<number>\d{1,3})", re.ASCII)
"""What a link to a file of a check-in starts the bot with."""


def links(check_ins: Iterable[CheckIn], bot: str) -> dict[str, str]:
    """A link for each file by its id: it opens the bot of this user name, which asks who may see it."""
    return {
        file.id: f"https://t.me/{bot}?start=f-{check_in.id}-{number}"
        for check_in in check_ins
        for number, file in enumerate(check_in.report.evidence, 1)
    }


def check_file(file: Evidence, name: str | None) -> None:
    """Raise `InvalidReportError` where a file is too big or of another kind; `name` is its own, looked at only here."""
    if file.size > MOST_BYTES:
        raise InvalidReportError(Say("evidence.too_big", {"most": MOST_BYTES // 1_000_000}))
    endings = TYPES.get(file.media_type)
    if endings is None or (name and name.rpartition(".")[2].lower() not in endings):
        raise InvalidReportError(Say("evidence.kind"))
