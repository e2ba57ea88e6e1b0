"""What is said of units, people and invitations."""

from knowledge.model import Bilingual

UNITS: dict[str, Bilingual] = {
    "unit.unknown": Bilingual(
        "Không có đơn vị nào mang mã {code}. Xem các mã bằng lệnh: daumoi units list",
        "There is no unit with the code {code}. The codes are listed by: daumoi units list",
    ),
    "unit.is_closed": Bilingual(
        "Đơn vị {code} đã kết thúc từ ngày {day}; hãy bỏ nó khỏi danh sách, hoặc dùng mã khác.",
        "The unit {code} was closed on {day}; leave it out, or use another code.",
    ),
    "unit.not_yet": Bilingual(
        "Ngày {day} chưa tới; thay đổi đơn vị có hiệu lực ngay khi ghi.",
        "{day} has not come yet; a unit changes as soon as it is written down.",
    ),
    "unit.has_below": Bilingual(
        "Đơn vị {code} còn {units} đơn vị trực thuộc; hãy chuyển chúng trước, hoặc nêu đơn vị tiếp nhận (--into).",
        "The unit {code} has units below it ({units}); move them first, or name the one that takes over (--into).",
    ),
    "unit.renamed": Bilingual("Đã đổi tên {code}: {name}", "Renamed {code}: {name}"),
    "unit.moved": Bilingual("Đã chuyển {code} về dưới {parent}.", "Moved {code} below {parent}."),
    "unit.closed": Bilingual("Đã kết thúc đơn vị {code}.", "Closed the unit {code}."),
    "unit.no_events": Bilingual("Chưa có đơn vị nào thay đổi.", "No unit has changed."),
    "invitation.unknown": Bilingual(
        "Mã mời này không dùng được. Hãy xin mã mới ở người đã mời thầy cô.",
        "This invitation code does not work. Ask the person who invited you for a new one.",
    ),
    "invitation.expired": Bilingual(
        "Mã mời này đã hết hạn. Hãy xin mã mới ở người đã mời thầy cô.",
        "This invitation has expired. Ask the person who invited you for a new one.",
    ),
    "invitation.spent": Bilingual(
        "Mã mời này đã dùng hết số lượt. Hãy xin mã mới ở người đã mời thầy cô.",
        "This invitation has been used up. Ask the person who invited you for a new one.",
    ),
    "invitation.bounds": Bilingual(
        "Một mã mời dùng được từ 1 đến {uses} lượt, trong 1 đến {days} ngày.",
        "An invitation can be used 1 to {uses} times, within 1 to {days} days.",
    ),
    "invitation.made": Bilingual(
        "Mã mời {code}: {uses} lượt, hết hạn ngày {expires}. Mã chỉ hiện một lần này.",
        "Invitation {code}: uses: {uses}, expires on {expires}. The code is shown this once only.",
    ),
    "invitation.no_username": Bilingual(
        "Chưa đặt TELEGRAM_BOT_USERNAME (tên người dùng của bot, trong .env), nên chưa có đường dẫn và mã QR.",
        "TELEGRAM_BOT_USERNAME (the bot's username, in .env) is not set, so there is no link and no QR picture.",
    ),
    "invitation.revoked": Bilingual(
        "Đã thu hồi mã mời. Ai đã vào rồi thì vẫn ở lại.",
        "The invitation is revoked. Whoever has joined stays.",
    ),
    "invitation.none_open": Bilingual(
        "Không có mã mời nào như vậy còn hiệu lực.",
        "There is no such invitation to revoke.",
    ),
    "unit.none": Bilingual(
        "Chưa có đơn vị nào. Nạp từ tệp CSV bằng lệnh: daumoi units import FILE.csv",
        "There are no units yet. Load them from a CSV file by: daumoi units import FILE.csv",
    ),
    "import.preview": Bilingual(
        "{new} đơn vị mới, {changed} thay đổi, {unchanged} như cũ. {absent} đơn vị không có trong tệp được giữ nguyên.",
        "{new} units new, {changed} changed, {unchanged} unchanged. {absent} units that the file leaves out stay.",
    ),
    "import.ask": Bilingual("Nạp vào?", "Load them?"),
    "import.loaded": Bilingual("Đã nạp {units} đơn vị.", "{units} units loaded."),
    "import.not_loaded": Bilingual(
        "Chưa nạp gì; tệp có {units} đơn vị, không có lỗi.", "Nothing loaded; the file has {units} units and no faults."
    ),
    "csv.place": Bilingual("{file}, dòng {line}", "{file}, line {line}"),
    "csv.more": Bilingual("… và {count} lỗi nữa.", "… and {count} more faults."),
    "csv.nothing_loaded": Bilingual("Chưa nạp đơn vị nào.", "No unit was loaded."),
    "csv.unreadable": Bilingual("Không đọc được tệp ({why}).", "The file cannot be read ({why})."),
    "csv.workbook": Bilingual(
        "Đây là tệp Excel. Trong Excel, chọn Lưu thành (Save As), kiểu “CSV UTF-8 (Comma delimited)”.",
        "This is an Excel workbook. In Excel choose Save As, type “CSV UTF-8 (Comma delimited)”.",
    ),
    "csv.encoding": Bilingual(
        "Tệp không ở bảng mã UTF-8. Trong Excel, chọn Lưu thành (Save As), kiểu “CSV UTF-8 (Comma delimited)”.",
        "The file is not UTF-8. In Excel choose Save As, type “CSV UTF-8 (Comma delimited)”.",
    ),
    "csv.empty": Bilingual("Tệp trống.", "The file is empty."),
    "csv.columns_missing": Bilingual(
        "Thiếu cột {columns}. Dòng đầu phải là: {all}", "Missing columns: {columns}. The first line must be: {all}"
    ),
    "csv.column_unknown": Bilingual(
        "Không có cột nào tên “{column}”. Các cột: {all}", "There is no column “{column}”. The columns: {all}"
    ),
    "csv.column_twice": Bilingual("Cột “{column}” có hai lần.", "The column “{column}” is there twice."),
    "csv.cells": Bilingual(
        "Dòng có {cells} ô mà chỉ có {columns} cột. Tên có dấu phẩy phải đặt trong dấu ngoặc kép.",
        "{cells} cells for {columns} columns. A name with a comma in it must stand in double quotes.",
    ),
    "csv.quotes": Bilingual(
        "Dấu ngoặc kép mở ra mà không đóng đúng chỗ.", "A double quote is opened and not closed where it should be."
    ),
    "csv.code_missing": Bilingual("Thiếu mã đơn vị (code).", "The unit has no code."),
    "csv.code_form": Bilingual(
        "Mã “{code}” không dùng được: chỉ gồm chữ không dấu, số và . _ - (nhiều nhất 40 ký tự).",
        "The code “{code}” cannot be used: plain letters, digits and . _ - only, 40 characters at most.",
    ),
    "csv.code_twice": Bilingual("Mã {code} đã có ở dòng {first}.", "The code {code} is already on line {first}."),
    "csv.name_missing": Bilingual("Thiếu tên đơn vị (name).", "The unit has no name."),
    "csv.type_unknown": Bilingual(
        "Loại đơn vị “{value}” không có. Các loại: {types}", "There is no type “{value}”. The types: {types}"
    ),
    "csv.level_unknown": Bilingual(
        "Cấp học “{value}” không có. Các cấp: {levels}; hoặc để trống.",
        "There is no level “{value}”. The levels: {levels}; or leave it empty.",
    ),
    "csv.too_long": Bilingual(
        "Ô {column} dài quá {most} ký tự.", "The cell {column} is longer than {most} characters."
    ),
    "csv.parent_unknown": Bilingual(
        "Đơn vị cấp trên {code} không có trong tệp, cũng chưa có trong hệ thống.",
        "The parent {code} is neither in the file nor known already.",
    ),
    "csv.circle": Bilingual(
        "Các đơn vị đứng trên nhau thành vòng: {codes}", "Units stand above one another in a circle: {codes}"
    ),
}
