"""The first words to somebody who was invited."""

import pytest

from bot.pages import welcome
from bot.people.model import Role
from bot.plain import plain_text


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("role", ["teacher", "officer", "head", "admin"])
def test_who_will_report_is_told_that_reports_are_kept(role: Role, known: bool) -> None:  # noqa: FBT001 - a parameter
    """What is kept of those who report and review is more than their unit, and is said before they join."""
    told = plain_text(welcome.invited("vi", "c", role, "Trường A", known=known))
    assert ("Khi thầy cô báo cáo hoặc duyệt, tôi lưu thêm" in told) == (role != "teacher")
