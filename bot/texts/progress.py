"""What the program says of its own accord about reporting: periods, check-ins, reviews, units that change."""

from knowledge.model import Bilingual

PROGRESS = {
    "period.unknown": Bilingual("Không có kỳ báo cáo “{name}”.", "There is no reporting period “{name}”."),
    "period.none": Bilingual("Chưa có kỳ báo cáo nào.", "There is no reporting period yet."),
    "period.opened": Bilingual(
        "Đã mở kỳ báo cáo “{name}” (số {number}), hạn {due}, {obligations} nhiệm vụ.",
        "Opened the reporting period “{name}” (number {number}), due {due}, {obligations} tasks.",
    ),
    "period.closed": Bilingual("Đã đóng kỳ báo cáo “{name}”.", "Closed the reporting period “{name}”."),
    "period.reopened": Bilingual(
        "Đã mở lại kỳ báo cáo “{name}”, hạn {due}.", "Reopened the reporting period “{name}”, due {due}."
    ),
    "progress.head": Bilingual(
        "Kỳ báo cáo “{name}”, hạn {due}, đơn vị: {unit}", "Reporting period “{name}”, due {due}, unit: {unit}"
    ),
    "progress.figures": Bilingual(
        "Cần báo cáo: {expected}; đã báo cáo: {reported}; đúng hạn: {on_time}",
        "Expected: {expected}; reported: {reported}; in time: {on_time}",
    ),
    "progress.of_own_accord": Bilingual(
        "Cần báo cáo tính cả {own} báo cáo về việc không bắt buộc mà đơn vị có làm.",
        "Expected counts {own} reports of what is not asked of the unit, which does it.",
    ),
    "progress.silent": Bilingual("Đơn vị chưa báo cáo: {units}", "Units that have not reported: {units}"),
    "period.several": Bilingual(
        "Có nhiều kỳ báo cáo tên “{name}”; hãy gọi bằng số: {numbers}.",
        "Several reporting periods are called “{name}”; name one by its number: {numbers}.",
    ),
    "period.bad_name": Bilingual(
        "Tên kỳ báo cáo phải có, nhiều nhất {most} ký tự.",
        "A reporting period needs a name, of at most {most} characters.",
    ),
    "period.name_taken": Bilingual(
        "Đã có kỳ báo cáo “{name}” cho đơn vị này.", "This unit already has a reporting period “{name}”."
    ),
    "period.nothing_to_report": Bilingual(
        "Kỳ báo cáo chưa có nhiệm vụ nào: không có văn bản chỉ đạo nào giao nhiệm vụ cho các đơn vị này.",
        "The reporting period has no task: no directive gives these units any.",
    ),
    "period.is_open": Bilingual("Kỳ báo cáo “{name}” đang mở.", "The reporting period “{name}” is open."),
    "period.not_in_it": Bilingual(
        "Đơn vị {unit} không thuộc kỳ báo cáo này.", "The unit {unit} does not belong to this reporting period."
    ),
    "checkin.not_expected": Bilingual(
        "Nhiệm vụ này không đặt ra cho đơn vị trong kỳ báo cáo này.",
        "This task is not for the unit in this reporting period.",
    ),
    "checkin.period_closed": Bilingual(
        "Kỳ báo cáo đã đóng. Cần bổ sung thì nhờ người quản trị mở lại.",
        "The reporting period is closed. An administrator can open it again.",
    ),
    "checkin.locked": Bilingual(
        "Người duyệt đã khóa nội dung này. Cần sửa thì đề nghị người đó mở lại.",
        "This was locked by the reviewer, who can open it again.",
    ),
    "checkin.conflict": Bilingual(
        "Có người vừa ghi trước (bản {version}); chưa ghi đè gì. Hãy xem bản đó rồi báo cáo lại.",
        "Somebody has just recorded this (version {version}); nothing was overwritten. Look at it, then report again.",
    ),
    "checkin.too_long": Bilingual("Dài quá {most} ký tự.", "This is longer than {most} characters."),
    "checkin.count_bounds": Bilingual("Số người phải từ 0 đến {most}.", "A number of people must be from 0 to {most}."),
    "checkin.more_women": Bilingual(
        "Số nữ không thể nhiều hơn tổng số người. Gõ lại cả hai số, ví dụ: 45, 30 nữ",
        "There cannot be more women than participants. Type both numbers again, for instance: 45, 30 women",
    ),
    "checkin.reason_missing": Bilingual("Không áp dụng thì cần ghi lý do.", "What does not apply needs a reason."),
    "checkin.too_many_files": Bilingual("Nhiều nhất {most} tệp.", "At most {most} files."),
    "review.nothing": Bilingual("Đơn vị chưa báo cáo nội dung này.", "The unit has not reported on this yet."),
    "review.from_above": Bilingual(
        "Cấp trên đã nhận xét bản này; chỉ cấp trên thay đổi được.",
        "The level above has reviewed this version; only that level can change it.",
    ),
    "review.reason_missing": Bilingual("Trả lại thì cần ghi lý do.", "Sending back needs a reason."),
}
