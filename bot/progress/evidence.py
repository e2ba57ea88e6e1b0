"""Which files may bear a check-in out."""

from bot.progress.errors import InvalidReportError
from bot.progress.model import Evidence
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


def check_file(file: Evidence, name: str | None) -> None:
    """Raise `InvalidReportError` where a file is too big or of another kind; `name` is its own, looked at only here."""
    if file.size > MOST_BYTES:
        raise InvalidReportError(Say("evidence.too_big", {"most": MOST_BYTES // 1_000_000}))
    endings = TYPES.get(file.media_type)
    if endings is None or (name and name.rpartition(".")[2].lower() not in endings):
        raise InvalidReportError(Say("evidence.kind"))
