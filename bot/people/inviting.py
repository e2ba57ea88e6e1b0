"""What an invitation looks like to those who get it: a link, and a picture of it for a poster."""

import io

from bot.people.model import Role

USUAL_DAYS = 30


def usual_uses(role: Role) -> int:
    """A staff room's worth for teachers; other roles are given to one person each."""
    return 50 if role == "teacher" else 1


def deep_link(username: str, code: str) -> str:
    """The link that opens the bot and joins (Bot API: deep linking)."""
    return f"https://t.me/{username}?start={code}"


def qr_png(link: str) -> bytes:
    """The link as a QR picture, large and forgiving enough for a print on A4 that hangs in a corridor."""
    import segno  # noqa: PLC0415 - needed by few commands

    picture = io.BytesIO()
    segno.make(link, error="q", micro=False).save(picture, kind="png", scale=20, border=4)
    return picture.getvalue()
