"""What is said of units, people and invitations."""

from knowledge.model import Bilingual

UNITS: dict[str, Bilingual] = {
    "unit.unknown": Bilingual(
        "Không có đơn vị nào mang mã {code}. Xem các mã bằng lệnh: daumoi units list",
        "There is no unit with the code {code}. The codes are listed by: daumoi units list",
    ),
    "invitation.unknown": Bilingual(
        "Mã mời này không dùng được. Hãy xin mã mới ở người đã mời bạn.",
        "This invitation code does not work. Ask the person who invited you for a new one.",
    ),
    "invitation.expired": Bilingual(
        "Mã mời này đã hết hạn. Hãy xin mã mới ở người đã mời bạn.",
        "This invitation has expired. Ask the person who invited you for a new one.",
    ),
    "invitation.spent": Bilingual(
        "Mã mời này đã dùng hết số lượt. Hãy xin mã mới ở người đã mời bạn.",
        "This invitation has been used up. Ask the person who invited you for a new one.",
    ),
    "invitation.bounds": Bilingual(
        "Một mã mời dùng được từ 1 đến {uses} lượt, trong 1 đến {days} ngày.",
        "An invitation can be used 1 to {uses} times, within 1 to {days} days.",
    ),
}
