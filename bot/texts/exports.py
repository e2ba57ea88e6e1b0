"""What is said in and around the files that leave the house: official drafts, workbooks, charts.

Official documents are in Vietnamese whatever the reader's language; the English beside it says what they read.
"""

from knowledge.model import Bilingual

EXPORTS: dict[str, Bilingual] = {
    # the command
    "export.written": Bilingual("Đã ghi tệp {file}.", "Written: {file}."),
    "export.no_such_file": Bilingual(
        "Không có {kind_name} dạng {wanted}; {kind_name} có dạng: {formats}.",
        "There is no {kind_name} as {wanted}; a {kind_name} can be: {formats}.",
    ),
    "export.too_many_rows": Bilingual(
        "Trang “{sheet}” có hơn {most} dòng, một trang tính không chứa hết; hãy xuất từng đơn vị hoặc dạng csv.",
        "The sheet “{sheet}” has more than {most} rows, which do not fit; export part of the units, or as csv.",
    ),
    "export.no_task": Bilingual(
        "Không có việc nào giao cho đơn vị này để lập kế hoạch.",
        "No task is for this unit, so there is nothing to plan.",
    ),
    # the form of official documents (Decree 30/2020/NĐ-CP)
    "official.nation": Bilingual("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM"),
    "official.motto": Bilingual("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness"),
    "official.number": Bilingual("Số: ……/{symbol}-……", "No.: ……/{symbol}-……"),
    "official.place_and_date": Bilingual("……………, ngày …… tháng …… năm ……", "……………, day …… month …… year ……"),
    "official.date": Bilingual("ngày {day} tháng {month} năm {year}", "{day}/{month}/{year}"),
    "official.no_date": Bilingual("ngày …… tháng …… năm ……", "of ……/……/……"),
    "official.named": Bilingual("{sort} số {ref} {day} của {by}", "{sort} No. {ref} {day} of {by}"),
    "official.basis": Bilingual("Căn cứ {what} về việc {about}", "On the basis of {what} on {about}"),
    "official.unit": Bilingual("đơn vị", "the unit"),
    "official.recipients": Bilingual("Nơi nhận:", "Recipients:"),
    "official.to_report": Bilingual("- {name} (để báo cáo);", "- {name} (as a report);"),
    "official.as_above": Bilingual("- Như trên;", "- As above;"),
    "official.to_do": Bilingual(
        "- Các bộ phận, cá nhân được phân công (để thực hiện);", "- Those assigned (to carry out);"
    ),
    "official.filed": Bilingual("- Lưu: VT, ……", "- Filed: records, ……"),
    "official.aside": Bilingual("GHI CHÚ CHO NGƯỜI SOẠN", "NOTES FOR WHOEVER FINISHES THE DRAFT"),
    "official.take_out": Bilingual("(bỏ trang này trước khi trình ký)", "(take this page out before it is signed)"),
    "signer.school": Bilingual("Hiệu trưởng", "Head of school"),
    "signer.center": Bilingual("Giám đốc", "Director"),
    "signer.office": Bilingual("Trưởng phòng", "Head of office"),
    "signer.department": Bilingual("Giám đốc", "Director"),
    "signer.commune": Bilingual("TM. Ủy ban nhân dân\nChủ tịch", "For the People's Committee\nChairperson"),
    "signer.ministry": Bilingual("Bộ trưởng", "Minister"),
    # the plan
    "plan.symbol": Bilingual("KH", "KH"),
    "plan.kind": Bilingual("KẾ HOẠCH", "PLAN"),
    "plan.of_year": Bilingual("thực hiện các nhiệm vụ năm {for_the}", "the tasks of {for_the}"),
    "plan.opening": Bilingual("{name} xây dựng Kế hoạch {about} như sau:", "{name} makes this plan on {about}:"),
    "plan.aims": Bilingual("Mục đích, yêu cầu", "Aims and demands"),
    "plan.aim": Bilingual("1. Mục đích:", "1. Aims:"),
    "plan.demand": Bilingual("2. Yêu cầu:", "2. Demands:"),
    "plan.tasks": Bilingual("Nội dung, nhiệm vụ", "Contents and tasks"),
    "plan.tasks_of": Bilingual("Nhiệm vụ {about}", "Tasks: {about}"),
    "plan.places": Bilingual(
        "Thực hiện các nội dung của {what} (trong ngoặc đơn là vị trí của từng nội dung trong văn bản đó):",
        "Carry out what {what} asks (its places in brackets):",
    ),
    "plan.conditional": Bilingual("Tùy đơn vị: {why}", "It depends on the unit: {why}"),
    "plan.conditional_plain": Bilingual("Tùy đơn vị", "It depends on the unit"),
    "plan.unknown": Bilingual("Chưa rõ có giao cho đơn vị", "Not known whether it is for the unit"),
    "plan.depends": Bilingual("tùy đơn vị", "depends on the unit"),
    "plan.organising": Bilingual("Tổ chức thực hiện", "Carrying it out"),
    "plan.assignment": Bilingual(
        "1. Phân công và thời gian thực hiện: theo Phụ lục kèm theo Kế hoạch này.",
        "1. Who and when: by the annex to this plan.",
    ),
    "plan.money": Bilingual("2. Kinh phí thực hiện:", "2. Money:"),
    "plan.reporting": Bilingual("3. Chế độ thông tin, báo cáo:", "3. Reporting:"),
    "plan.closing": Bilingual("Trên đây là Kế hoạch {about} của {name}./.", "This is the plan on {about} of {name}./."),
    "plan.annex": Bilingual("PHỤ LỤC\nPHÂN CÔNG VÀ THỜI GIAN THỰC HIỆN", "ANNEX\nWHO AND WHEN"),
    "plan.annex_of": Bilingual(
        "(Kèm theo Kế hoạch số ……/KH-…… ngày …… tháng …… năm …… của {name})",
        "(To plan No. ……/KH-…… of ……/……/…… of {name})",
    ),
    "column.number": Bilingual("TT", "No."),
    "column.task": Bilingual("Nhiệm vụ", "Task"),
    "column.place": Bilingual("Vị trí trong văn bản", "Place in the directive"),
    "column.who": Bilingual("Chủ trì, phối hợp", "Who leads, who helps"),
    "column.when": Bilingual("Thời gian", "When"),
    "column.money": Bilingual("Kinh phí", "Money"),
    "plan.due": Bilingual("trước {due}", "by {due}"),
    "plan.note_blanks": Bilingual(
        "Chỗ có dấu chấm và ô trống là phần đơn vị tự điền; Đầu Mối không đặt thay người thực hiện, thời gian, kinh phí. Chỗ trong ngoặc vuông là lời nhắc, bỏ đi hoặc bỏ cả việc đó khi đã rõ.",
        "Dots and empty cells are the unit's to fill; Đầu Mối makes up no names, times or sums. Square brackets are reminders: take them out, or the task with them.",
    ),
    "plan.note_no_due": Bilingual(
        "Văn bản không nêu thời hạn cho các việc trên.", "The directive sets no deadline for any of these tasks."
    ),
    "plan.note_unknown": Bilingual(
        "Chưa rõ các việc này có giao cho đơn vị: hỏi lại nơi ban hành trước khi lập kế hoạch.",
        "Whether these tasks are for the unit is not known: ask the issuer before planning them.",
    ),
    "plan.note_mostly_over": Bilingual(
        "Thời gian của {over}/{all} việc đã qua, xem lại trước khi đưa vào kế hoạch.",
        "The time of {over} of the {all} tasks is over; look at them again before planning them.",
    ),
    "plan.note_running": Bilingual("Các việc còn trong thời gian thực hiện:", "Tasks whose time still runs:"),
    "plan.note_over": Bilingual(
        "Thời gian của các việc sau đã qua, xem lại trước khi đưa vào kế hoạch:",
        "The time of these tasks is over; look at them again before planning them:",
    ),
    "plan.note_unreviewed": Bilingual(
        "Do máy đọc, chưa ai duyệt, cần đối chiếu nguyên văn:",
        "Read by the program and reviewed by nobody; compare with the exact words:",
    ),
    "plan.note_left_out": Bilingual(
        "Các việc trong văn bản không giao cho đơn vị nên không đưa vào kế hoạch:",
        "Tasks of the directive that are not for the unit and are left out:",
    ),
    # the report
    "report.symbol": Bilingual("BC", "BC"),
    "report.kind": Bilingual("BÁO CÁO", "REPORT"),
    "report.subject": Bilingual("Kết quả {about}\n({period})", "Results: {about}\n({period})"),
    "report.of_period": Bilingual("thực hiện các nhiệm vụ được giao", "of the tasks assigned"),
    "report.to": Bilingual("Kính gửi: {name}", "To: {name}"),
    "report.opening": Bilingual("{name} báo cáo kết quả {about} như sau:", "{name} reports on {about}:"),
    "report.results": Bilingual("Kết quả thực hiện", "Results"),
    "report.units": Bilingual(
        "Số đơn vị phải báo cáo: {expected}; đã có báo cáo: {reported}; chưa có báo cáo: {silent}.",
        "Units that report: {expected}; have reported: {reported}; have not: {silent}.",
    ),
    "report.units_not_asked": Bilingual(
        "Ngoài ra, {count} đơn vị không được giao nhiệm vụ nào trong kỳ đã báo cáo việc đơn vị có làm.",
        "Besides, {count} units of which nothing is asked have reported what they do.",
    ),
    "report.annex_rows": Bilingual("Phụ lục, dòng {rows}", "annex, row {rows}"),
    "report.counted": Bilingual(
        "Số người tham gia: {people}, trong đó nữ: {women}.", "Took part: {people}, women: {women}."
    ),
    "report.counted_some": Bilingual(
        "Số người tham gia: {people}, trong đó nữ: {women} ({told}/{all} báo cáo có nêu số nữ).",
        "Took part: {people}, women: {women} (told by {told} of {all}).",
    ),
    "report.counted_people": Bilingual("Số người tham gia: {people}.", "Took part: {people}."),
    "report.of_units": Bilingual(
        "{reported}/{expected} đơn vị đã báo cáo", "{reported}/{expected} units have reported"
    ),
    "report.of_units_and_own": Bilingual(
        "{reported}/{expected} đơn vị đã báo cáo (tính cả {own} đơn vị không bắt buộc nhưng có làm)",
        "{reported}/{expected} units have reported ({own} of which are not asked to and do it)",
    ),
    "report.own_units": Bilingual(
        "{own} đơn vị có làm đã báo cáo (việc chỉ báo cáo khi có)",
        "{own} units that do it have reported (asked only where it applies)",
    ),
    "report.unit_wrote": Bilingual("Đơn vị ghi: {words}.", "The unit wrote: {words}."),
    "report.units_said": Bilingual("{count} đơn vị báo", "{count} units say"),
    "report.in_workbook": Bilingual("bảng tính cùng kỳ, trang “{sheet}”", "workbook of the period, sheet “{sheet}”"),
    "report.rows_above": Bilingual("các dòng trên", "the rows above"),
    "report.blocked_units": Bilingual("{count} đơn vị vướng mắc", "{count} units are blocked"),
    "report.numbered": Bilingual("#{id}, bản {version}", "#{id}, version {version}"),
    "report.state_of": Bilingual("{count} {state}", "{count} {state}"),
    "report.nothing_reported": Bilingual("Chưa có báo cáo nhanh nào trong kỳ.", "No check-in was sent in this period."),
    "report.figures": Bilingual("Số liệu", "Figures"),
    "report.no_figures": Bilingual("Chưa có số liệu nào được gửi trong kỳ.", "No figures were sent in this period."),
    "report.total": Bilingual("Cộng (lượt người)", "Sum (attendances)"),
    "report.women_alone": Bilingual(
        "{source}: chỉ nêu số nữ; số ấy được tính cả vào cột Số người.",
        "{source}: women alone are told; they count as people too.",
    ),
    "report.women_untold": Bilingual(
        "{source}: không nêu số nữ; cột Nữ chưa gồm các báo cáo này.",
        "{source}: women are not told; the column of women leaves these out.",
    ),
    "report.difficulties": Bilingual("Khó khăn, vướng mắc", "Difficulties"),
    "report.no_difficulties": Bilingual("Không có việc nào được báo là vướng mắc.", "No task was reported as blocked."),
    "report.unreported": Bilingual("Nhiệm vụ chưa báo cáo", "Tasks not reported"),
    "report.all_reported": Bilingual("Các nhiệm vụ được giao đều đã có báo cáo.", "All tasks have been reported on."),
    "report.silent_units": Bilingual(
        "{silent}/{asked} đơn vị phải báo cáo chưa báo cáo", "{silent}/{asked} units asked have not reported"
    ),
    "report.proposals": Bilingual("Đề xuất, kiến nghị", "Proposals"),
    "report.closing": Bilingual(
        "Trên đây là báo cáo kết quả {about} của {name}./.", "This is the report on {about} of {name}./."
    ),
    "report.annex": Bilingual(
        "PHỤ LỤC\nBẢNG KÊ BÁO CÁO NHANH LÀM CĂN CỨ CỦA SỐ LIỆU", "ANNEX\nTHE CHECK-INS BEHIND THE FIGURES"
    ),
    "report.annex_of": Bilingual(
        "(Kèm theo Báo cáo số ……/BC-…… ngày …… tháng …… năm …… của {name})",
        "(To report No. ……/BC-…… of ……/……/…… of {name})",
    ),
    "report.too_many": Bilingual(
        "Kỳ này có {count} báo cáo nhanh, không in hết ở đây; từng dòng nằm trong bảng tính xuất cùng kỳ (trang “{sheet}”).",
        "There are {count} check-ins, too many to print; each row is in the workbook of this period (sheet “{sheet}”).",
    ),
    "report.note_source": Bilingual(
        "Số liệu là tổng của các báo cáo nhanh đã gửi trong kỳ; mỗi con số dẫn tới các dòng của Phụ lục. Chỗ có dấu chấm là phần đơn vị tự điền.",
        "Figures are sums of the check-ins of the period; each leads to rows of the annex. Dots are the unit's to fill.",
    ),
    "report.note_not_approved": Bilingual(
        "{count}/{all} báo cáo nhanh chưa được duyệt.", "{count}/{all} check-ins have not been approved."
    ),
    "report.note_typed": Bilingual(
        "Chữ trong ngoặc kép là lời đơn vị gõ khi báo cáo, chép nguyên; viết lại thành câu của văn bản hoặc bỏ đi trước khi trình ký: {source}.",
        "Words in quotation marks are the unit's as typed; put them into the document's own words or take them out before it is signed: {source}.",
    ),
    "report.note_sent_back": Bilingual("Đã bị trả lại và chưa sửa: {source}.", "Sent back and not mended: {source}."),
    "report.note_doubled": Bilingual(
        "Một người dự nhiều buổi được tính nhiều lần trong dòng cộng.",
        "Someone who came several times is counted several times in the sum.",
    ),
    # columns of tables, of workbooks and of rows
    "column.unit": Bilingual("Đơn vị", "Unit"),
    "column.code": Bilingual("Mã đơn vị", "Unit code"),
    "column.above": Bilingual("Đơn vị cấp trên", "Unit above"),
    "column.obligation": Bilingual("Mã nhiệm vụ", "Obligation"),
    "column.state": Bilingual("Tình trạng", "Status"),
    "column.people": Bilingual("Số người", "People"),
    "column.women": Bilingual("Nữ", "Women"),
    "column.check_in": Bilingual("Mã", "Check-in"),
    "column.version": Bilingual("Bản", "Version"),
    "column.sent_on": Bilingual("Ngày gửi", "Sent on"),
    "column.happened_on": Bilingual("Ngày làm", "Done on"),
    "column.note": Bilingual("Ghi chú", "Note"),
    "column.reason": Bilingual("Lý do", "Reason"),
    "column.verdict": Bilingual("Duyệt", "Review"),
    "column.evidence": Bilingual("Minh chứng", "Evidence"),
    "column.expected": Bilingual("Phải báo cáo", "Expected"),
    "column.reported": Bilingual("Đã báo cáo", "Reported"),
    "column.on_time": Bilingual("Đúng hạn", "On time"),
    "column.silent": Bilingual("Chưa báo cáo", "Silent"),
    "column.share": Bilingual("Tỷ lệ", "Share"),
    "column.rows": Bilingual("Dòng Phụ lục", "Annex rows"),
    "state.not_started": Bilingual("chưa làm", "not started"),
    "state.in_progress": Bilingual("đang làm", "in progress"),
    "state.done": Bilingual("đã xong", "done"),
    "state.blocked": Bilingual("vướng mắc", "blocked"),
    "state.not_applicable": Bilingual("không áp dụng", "not applicable"),
    "verdict.approved": Bilingual("đã duyệt", "approved"),
    "verdict.approved_below": Bilingual("cấp dưới duyệt", "approved below"),
    "verdict.sent_back": Bilingual("trả lại", "sent back"),
    "verdict.locked": Bilingual("đã khóa", "locked"),
    # workbooks
    "sheet.units": Bilingual("Theo đơn vị", "By unit"),
    "sheet.obligations": Bilingual("Theo nhiệm vụ", "By task"),
    "sheet.rows": Bilingual("Báo cáo nhanh", "Check-ins"),
    "sheet.about_units": Bilingual(
        "Tiến độ báo cáo theo đơn vị – kỳ “{period}”", "Progress by unit – period “{period}”"
    ),
    "sheet.about_obligations": Bilingual(
        "Tiến độ báo cáo theo nhiệm vụ – kỳ “{period}”", "Progress by task – period “{period}”"
    ),
    "sheet.about_rows": Bilingual("Các báo cáo nhanh – kỳ “{period}”", "Check-ins – period “{period}”"),
    "sheet.and_below": Bilingual("{unit} và các đơn vị cấp dưới", "{unit} and the units below"),
    "sheet.of": Bilingual("{unit} · hạn báo cáo {due} · xuất ngày {today}", "{unit} · due {due} · exported on {today}"),
    "sheet.total": Bilingual("Cộng", "Total"),
    "sheet.of_own_accord": Bilingual(
        "Cột “{column}” tính cả {own} báo cáo về việc không bắt buộc mà đơn vị có làm.",
        "The column “{column}” counts {own} reports of what is not asked of the unit, which does it.",
    ),
    "sheet.women_alone": Bilingual(
        "{count} báo cáo chỉ nêu số nữ; số ấy được tính cả vào cột Số người.",
        "{count} check-ins tell women alone; they count as people too.",
    ),
    # charts
    "chart.everybody": Bilingual("Tất cả đơn vị", "All units"),
    "chart.sum": Bilingual(
        "Đã báo cáo {reported}/{expected} việc ({share})", "Reported {reported} of {expected} tasks ({share})"
    ),
    "chart.sum_of_units": Bilingual(
        "Đã có {reported}/{expected} lượt báo cáo ({share})", "{reported} of {expected} reports made ({share})"
    ),
    "chart.share": Bilingual("{percent}%", "{percent}%"),
    "chart.others": Bilingual("… và {count} mục khác", "… and {count} more"),
    "chart.nothing": Bilingual("Chưa có việc nào phải báo cáo.", "Nothing is expected yet."),
    "legend.on_time": Bilingual("đúng hạn", "on time"),
    "legend.late": Bilingual("trễ hạn", "late"),
    "legend.done": Bilingual("đã xong", "done"),
    "legend.under_way": Bilingual("chưa xong", "under way"),
    "legend.blocked": Bilingual("vướng mắc", "blocked"),
    "legend.not_applicable": Bilingual("không áp dụng", "not applicable"),
    "legend.silent": Bilingual("chưa báo cáo", "silent"),
}
