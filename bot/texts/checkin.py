"""What the bot says where units report, look at their progress, and where periods are opened and closed."""

from knowledge.model import Bilingual

CHECKIN: dict[str, Bilingual] = {
    # the list of what a unit reports
    "checkin.for_officers": Bilingual(
        "Báo cáo dành cho cán bộ đầu mối và thủ trưởng đơn vị. Thầy cô xin thư mời của đơn vị mình nhé.",
        "Reporting is for a unit's focal officers and head. Please ask your unit for an invitation.",
    ),
    "checkin.no_period": Bilingual(
        "Hiện đơn vị không có kỳ báo cáo nào đang mở.", "No reporting period is open for your unit."
    ),
    "checkin.choose_period": Bilingual("Thầy cô báo cáo cho kỳ nào?", "Which period do you report for?"),
    "checkin.period_button": Bilingual("{name} – hạn {due}", "{name} – due {due}"),
    "checkin.head": Bilingual(
        "Đã báo cáo {reported}/{expected} – hạn {due}", "Reported {reported}/{expected} – due {due}"
    ),
    "checkin.head_none": Bilingual("Không có việc nào phải báo cáo – hạn {due}", "Nothing is asked of you – due {due}"),
    "checkin.nothing_asked": Bilingual(
        "{unit} không phải báo cáo việc nào trong kỳ “{name}” (hạn {due}).",
        "{unit} has nothing to report on in the period “{name}” (due {due}).",
    ),
    "checkin.own_only": Bilingual(
        "{mark} {own} việc đơn vị có làm đã được ghi nhận.", "{mark} {own} that your unit does are recorded."
    ),
    "checkin.only_if_at_all": Bilingual(
        "{mark} {count} việc chỉ báo cáo nếu đơn vị có làm.", "{mark} {count} are reported only if your unit does them."
    ),
    "checkin.own_accord": Bilingual(
        "Việc này chỉ báo cáo khi có; đơn vị không có việc nào phải báo cáo.",
        "This is reported only if it applies; nothing is asked of your unit.",
    ),
    "checkin.thanks": Bilingual("Cảm ơn thầy cô!", "Thank you!"),
    "checkin.of_which": Bilingual(
        "Gồm {asked} việc phải báo cáo và {own} việc {mark} đơn vị có làm nên được tính thêm.",
        "That is {asked} tasks asked of you and {own} {mark} that your unit does and that count too.",
    ),
    "checkin.only_if": Bilingual(
        "{mark} {count} việc khác chỉ báo cáo nếu đơn vị có làm.",
        "{mark} {count} more are reported only if your unit does them.",
    ),
    "checkin.counts_too": Bilingual(
        "Việc này chỉ báo cáo khi có, nên được tính thêm vào {asked} việc phải báo cáo.",
        "This is reported only if it applies, so it counts beside the {asked} tasks asked of you.",
    ),
    "checkin.where": Bilingual("{unit} · {name}", "{unit} · {name}"),
    "checkin.closed_mark": Bilingual("Kỳ này đã đóng.", "This period is closed."),
    "checkin.how": Bilingual(
        "Bấm số của việc để báo cáo, hoặc gõ một câu, ví dụ: hôm qua tập huấn xong cho 45 người, 30 nữ",
        "Press a task's number to report on it, or type a sentence: held the training yesterday for 45 people, 30 women",
    ),
    "checkin.unreported": Bilingual("chưa báo cáo", "not reported"),
    "checkin.maybe": Bilingual("chỉ khi có", "only if it applies"),
    "checkin.go_on": Bilingual("▶ Làm tiếp: {title}", "▶ Go on: {title}"),
    # a card
    "checkin.last": Bilingual("Đã báo cáo", "Reported"),
    "checkin.last_time": Bilingual("Kỳ trước", "Last period"),
    "checkin.by_you": Bilingual("thầy cô gửi {at}", "sent by you, {at}"),
    "checkin.by_other": Bilingual("người khác của đơn vị gửi {at}", "sent by somebody else of the unit, {at}"),
    "checkin.version": Bilingual("Bản {version}", "Version {version}"),
    "checkin.how_far": Bilingual("Việc này đến đâu rồi?", "How far is it?"),
    "checkin.reviewed": Bilingual("Người duyệt", "Reviewer"),
    "checkin.correct": Bilingual("✏️ Sửa", "✏️ Correct"),
    "checkin.as_last_time": Bilingual("🔁 Như lần trước", "🔁 As last time"),
    "checkin.how_last_time": Bilingual(
        "Mở việc cần báo cáo rồi bấm 🔁 Như lần trước: /baocao", "Open the task, then press 🔁 As last time: /baocao"
    ),
    "checkin.words": Bilingual("Nguyên văn", "The exact words"),
    "checkin.versions": Bilingual("Các bản trước", "Earlier versions"),
    "checkin.list": Bilingual("◀ Danh sách", "◀ List"),
    # what is filled in
    "checkin.period": Bilingual("Kỳ báo cáo", "Period"),
    "checkin.status": Bilingual("Tình trạng", "Status"),
    "checkin.people": Bilingual("Số người", "People"),
    "checkin.people_of": Bilingual("{participants}", "{participants}"),
    "checkin.people_women": Bilingual("{participants}, trong đó {women} nữ", "{participants}, {women} of them women"),
    "checkin.women": Bilingual("Số nữ", "Women"),
    "checkin.women_of": Bilingual("{women}", "{women}"),
    "checkin.women_by_share": Bilingual(
        "Số nữ là tôi tính từ “{share}”. Chưa đúng thì gõ lại, ví dụ: 45, 30 nữ",
        "I reckoned the women from “{share}”. If that is wrong, type both, for instance: 45, 30 women",
    ),
    "checkin.share_left_out": Bilingual(
        "Từ “{share}” tôi chưa tính được đúng số nữ nên chưa ghi. Gõ lại, ví dụ: 45, 30 nữ",
        "“{share}” comes to no exact number of women: I left it out. Type both, for instance: 45, 30 women",
    ),
    "checkin.ask_total": Bilingual(
        "Tổng cộng bao nhiêu người? Gõ số, ví dụ: 45", "How many in all? Type the number, for instance: 45"
    ),
    "checkin.people_hint": Bilingual(
        "Có thể gõ số người tham gia, ví dụ: 45, 30 nữ", "You may type how many took part, for instance: 45, 30 women"
    ),
    "checkin.uncounted": Bilingual(
        "Số người trong câu này có thể hiểu nhiều cách, tôi chưa ghi. Gõ, ví dụ: 45, 30 nữ",
        "The number of people can be read in several ways, so I left it out. Type it, like: 45, 30 women",
    ),
    "checkin.send_uncounted": Bilingual("✅ Gửi, không ghi số người", "✅ Send without a number"),
    "checkin.sum": Bilingual("Cộng thêm vào số trước: {sum}", "Added to what was there: {sum}"),
    "checkin.sum_people": Bilingual(
        "Cộng thêm vào số trước: {sum}. Nếu có số nữ, gõ lại cả hai, ví dụ: 45, 30 nữ",
        "Added to what was there: {sum}. If you know the women, type both, like: 45, 30 women",
    ),
    "checkin.reason": Bilingual("Lý do", "Reason"),
    "checkin.note": Bilingual("Ghi chú", "Note"),
    "checkin.no_names": Bilingual(
        "Ảnh, tệp gửi vào đây sẽ đính kèm. Không ghi tên, không gửi ảnh của học sinh hay người bị hại.",
        "Pictures and files sent here are attached. No name and no picture of a pupil or victim, please.",
    ),
    "checkin.confirm": Bilingual("Xem lại rồi bấm Gửi", "Look it over, then press Send"),
    "checkin.send": Bilingual("✅ Gửi", "✅ Send"),
    "checkin.add_note": Bilingual("📝 Ghi chú", "📝 Note"),
    "checkin.add_people": Bilingual("🔢 Số người", "🔢 People"),
    "checkin.add_reason": Bilingual("✏️ Lý do", "✏️ Reason"),
    "checkin.other_status": Bilingual("Đổi tình trạng", "Other status"),
    "checkin.drop": Bilingual("Bỏ", "Drop"),
    "checkin.ask_reason": Bilingual(
        "“{title}” – {status}: vì sao? Một câu là đủ; không ghi tên học sinh hay người bị hại.",
        "“{title}” – {status}: why? One sentence will do; please name no pupil and no victim.",
    ),
    "checkin.ask_note": Bilingual(
        "Ghi chú gì cho “{title}”? Một câu là đủ; không ghi tên học sinh hay người bị hại.",
        "What note on “{title}”? One sentence will do; please name no pupil and no victim.",
    ),
    "checkin.ask_people": Bilingual(
        "Bao nhiêu người tham gia “{title}”? Ví dụ: 45, 30 nữ", "How many took part in “{title}”? Like: 45, 30 women"
    ),
    "checkin.no_count": Bilingual(
        "Tôi chưa đọc được số người. Gõ như: 45, 30 nữ", "I could not read that. Type it like: 45, 30 women"
    ),
    "checkin.no_people": Bilingual(
        "Việc “{title}” không ghi số người tham gia.", "“{title}” does not record how many took part."
    ),
    "checkin.hint": Bilingual("Trả lời ngắn", "A short answer"),
    # once it is sent
    "checkin.recorded": Bilingual("Đã ghi (bản {version}).", "Recorded (version {version})."),
    "checkin.left": Bilingual("Còn {count} việc chưa báo cáo.", "{count} tasks not reported yet."),
    "checkin.all_reported": Bilingual(
        "Đơn vị đã báo cáo đủ. Cảm ơn thầy cô!", "Your unit has reported on everything. Thank you!"
    ),
    "checkin.report_button": Bilingual("📝 Báo cáo", "📝 Report"),
    "checkin.next": Bilingual("▶ Tiếp: {title}", "▶ Next: {title}"),
    "checkin.theirs": Bilingual("Bản vừa ghi", "What was recorded"),
    "checkin.yours": Bilingual("Bản của thầy cô (chưa ghi)", "Yours (not recorded)"),
    "checkin.which_version": Bilingual(
        "Có người vừa ghi trước (bản {version}); chưa ghi đè gì. Thầy cô chọn giữ bản nào.",
        "Somebody has just recorded this (version {version}); nothing was overwritten. Choose which one to keep.",
    ),
    "checkin.send_mine": Bilingual("Gửi bản của tôi", "Send mine"),
    "checkin.keep_theirs": Bilingual("Giữ bản kia", "Keep the other"),
    "checkin.dropped": Bilingual("Đã bỏ báo cáo đang làm dở: {title}", "Dropped the report begun: {title}"),
    "checkin.gone": Bilingual("Báo cáo này không còn dở. Mở lại: /baocao", "This is not under way. Open: /baocao"),
    "checkin.not_begun": Bilingual("Việc này không có trong kỳ báo cáo.", "This task is not in the period."),
    "checkin.happened_on": Bilingual("Ngày làm", "Done on"),
    "checkin.day": Bilingual("{day}", "{day}"),
    "checkin.replaces": Bilingual("Thay cho bản {version} đã gửi.", "Replaces version {version}."),
    "checkin.replaces_numbers": Bilingual("Bản đó: {before}.", "That one: {before}."),
    "checkin.replaces_approved": Bilingual(
        "Bản đó đã được duyệt; bản này phải duyệt lại.", "That one was approved; this one is to be reviewed again."
    ),
    # told in one sentence
    "telling.either": Bilingual(
        "Thầy cô báo cáo việc đã làm, hay đang hỏi?", "Do you report what was done, or are you asking?"
    ),
    "telling.report": Bilingual("📝 Báo cáo", "📝 A report"),
    "telling.question": Bilingual("❓ Câu hỏi", "❓ A question"),
    "telling.choose": Bilingual("Thầy cô báo cáo việc nào?", "Which task do you report on?"),
    "telling.another": Bilingual(
        "Câu này có lẽ không nói về việc đang làm dở: “{title}”.",
        "This does not seem to be about what you had begun: “{title}”.",
    ),
    "telling.other_task": Bilingual("Việc khác", "Another task"),
    "telling.not_report": Bilingual("❓ Tôi đang hỏi", "❓ I am asking"),
    "telling.unsure": Bilingual("Đây có phải báo cáo không?", "Is this a report?"),
    "telling.more_women": Bilingual(
        "Số nữ ({women}) không thể nhiều hơn tổng số người ({participants}): tôi chưa ghi hai số này.",
        "There cannot be more women ({women}) than people ({participants}): I left both numbers out.",
    ),
    "telling.to_come": Bilingual(
        "Ngày {day} chưa tới. Việc làm ngày nào? Gõ, ví dụ: hôm qua",
        "{day} is still to come. When was it done? Type, for instance: yesterday",
    ),
    "telling.is_none": Bilingual("Không phải", "No"),
    "telling.drop": Bilingual("Bỏ", "Drop"),
    "telling.no_people": Bilingual(
        "Việc này không ghi số người tham gia: tôi chưa ghi số vừa gõ.",
        "This task does not record how many took part: I left the number out.",
    ),
    "telling.locked": Bilingual(
        "Việc “{title}” đã được người duyệt khóa. Cần sửa thì đề nghị người đó mở lại.",
        "“{title}” was locked by the reviewer, who can open it again.",
    ),
    "telling.closed": Bilingual(
        "Kỳ báo cáo “{name}” đã đóng. Cần bổ sung thì nhờ người quản trị mở lại.",
        "The reporting period “{name}” is closed. An administrator can open it again.",
    ),
    "telling.for_officers": Bilingual(
        "Báo cáo do cán bộ đầu mối của đơn vị gửi; thầy cô báo cho người đó nhé.",
        "Reports are sent by your unit's focal officer; please tell that person.",
    ),
    "telling.several": Bilingual("Câu này nói về {count} việc.", "This is about {count} tasks."),
    "telling.several_ticked": Bilingual("Tôi đánh dấu đã xong, chưa gửi:", "Ticked as done, not sent yet:"),
    "telling.several_left": Bilingual("Chưa ghi, bấm để báo cáo từng việc:", "Not taken; press to report each:"),
    "telling.dropped": Bilingual("Đã bỏ.", "Dropped."),
    "telling.as_question": Bilingual("Vâng, đây là câu hỏi.", "Fine, it is a question."),
    # several at once
    "ticks.several": Bilingual("☑ Nhiều việc đã xong", "☑ Several are done"),
    "ticks.head": Bilingual("Đánh dấu những việc đã xong", "Tick what is done"),
    "ticks.none": Bilingual("Không còn việc nào chưa báo cáo.", "Every task is reported on."),
    "ticks.look_over": Bilingual("Tiếp: {count} việc đã đánh dấu ▶", "Go on: {count} ticked ▶"),
    "ticks.go_on": Bilingual("▶ Làm tiếp: {count} việc đã đánh dấu", "▶ Go on: {count} ticked"),
    "ticks.confirm": Bilingual("Báo cáo đã xong {count} việc này?", "Report these {count} as done?"),
    "ticks.send": Bilingual("✅ Gửi {count} việc", "✅ Send {count}"),
    "ticks.change": Bilingual("◀ Đánh dấu lại", "◀ Change"),
    "ticks.left_out": Bilingual(
        "Người khác của đơn vị vừa báo cáo, nên bỏ ra:", "Left out, somebody else of the unit has just reported:"
    ),
    "ticks.nothing": Bilingual("Không có việc nào đang được đánh dấu.", "Nothing is ticked."),
    "ticks.recorded": Bilingual("Đã ghi {count} việc là đã xong.", "Recorded {count} as done."),
    "ticks.add_people": Bilingual(
        "Việc có người tham gia: mở lại, bấm Sửa để thêm số người.",
        "To add how many took part: open one, then Correct.",
    ),
    "ticks.dropped": Bilingual("Đã bỏ đánh dấu {count} việc.", "{count} are not ticked any more."),
    # files
    "evidence.files": Bilingual("Tệp kèm", "Files"),
    "evidence.count": Bilingual("{count} ({kinds})", "{count} ({kinds})"),
    "evidence.picture": Bilingual("ảnh", "picture"),
    "evidence.of_kind": Bilingual("{count} {kind}", "{count} {kind}"),
    "evidence.dropped": Bilingual("Đã bỏ {files} vừa nhận.", "Dropped what you had just sent: {files}."),
    "evidence.take_out": Bilingual("🗑 {number} {kind}", "🗑 {number} {kind}"),
    "evidence.choose": Bilingual(
        "Minh chứng cho việc nào? Đã nhận: {files}", "For which task is this evidence? Received: {files}"
    ),
    "evidence.no_children": Bilingual(
        "Không gửi tên hay ảnh của học sinh, người bị hại. Chưa lưu gì cho đến khi thầy cô chọn việc và gửi.",
        "Please send no name and no picture of a pupil or victim. Nothing is kept until you choose a task and send.",
    ),
    "evidence.caption": Bilingual("Minh chứng {number}: {title} ({unit})", "Evidence {number}: {title} ({unit})"),
    "evidence.kind": Bilingual(
        "Minh chứng chỉ nhận ảnh, PDF, Word, Excel, PowerPoint.",
        "Evidence may be a picture, PDF, Word, Excel or PowerPoint.",
    ),
    "evidence.too_big": Bilingual("Tệp lớn quá {most} MB.", "The file is larger than {most} MB."),
    "evidence.not_allowed": Bilingual(
        "Minh chứng này chỉ người của đơn vị và người quản trị xem được.",
        "Only people of the unit and its administrators may see this.",
    ),
    "evidence.removed": Bilingual("Tệp này đã được gỡ khỏi báo cáo.", "This file was taken out of the report."),
    "evidence.gone": Bilingual("Telegram không còn đưa ra tệp này.", "Telegram does not give this file out any more."),
    "checkin.other_sent": Bilingual(
        "Người khác của đơn vị vừa báo cáo việc thầy cô đang làm dở: “{title}” – {status}.",
        "Somebody else of your unit has just reported what you had begun: “{title}” – {status}.",
    ),
    "checkin.other_corrected": Bilingual(
        "Người khác của đơn vị vừa sửa báo cáo thầy cô đã gửi: “{title}” – nay là {status}.",
        "Somebody else of your unit has just corrected a report that you had sent: “{title}” – now {status}.",
    ),
    "checkin.other_begun": Bilingual(
        "Lưu ý: người khác của đơn vị cũng đang làm dở báo cáo này (từ {at}).",
        "Note: somebody else of your unit has begun this report too (at {at}).",
    ),
    # review
    "review.not_allowed": Bilingual(
        "Duyệt báo cáo dành cho thủ trưởng của đơn vị và người quản trị.",
        "Reviewing is for the unit's head and its administrators.",
    ),
    "review.button": Bilingual("🔎 Chờ duyệt", "🔎 To review"),
    "review.all_button": Bilingual("📄 Xem báo cáo", "📄 Reports"),
    "review.awaiting": Bilingual("Chờ duyệt – {name}", "To review – {name}"),
    "review.reports": Bilingual("Đã báo cáo – {name}", "Reported – {name}"),
    "review.none": Bilingual("Không có báo cáo nào chờ duyệt.", "Nothing awaits a review."),
    "review.no_reports": Bilingual("Chưa có báo cáo nào.", "Nothing is reported yet."),
    "review.progress": Bilingual("◀ Tiến độ", "◀ Progress"),
    "review.of": Bilingual("{unit} · {name} · báo cáo số {number}", "{unit} · {name} · report {number}"),
    "review.corrected": Bilingual("Bản {version}, đã sửa: {fields}", "Version {version} changes: {fields}"),
    "review.before": Bilingual("Đã nhận xét bản {version}: {words}", "Said of version {version}: {words}"),
    "review.before_above": Bilingual(
        "Cấp trên đã nhận xét bản {version}: {words}", "The level above said of version {version}: {words}"
    ),
    "review.before_below": Bilingual(
        "Đơn vị đã tự nhận xét bản {version}: {words}", "The unit itself said of version {version}: {words}"
    ),
    "review.only_above": Bilingual("Chỉ cấp trên thay đổi được.", "Only that level can change it."),
    "review.approve": Bilingual("✔ Duyệt", "✔ Approve"),
    "review.send_back": Bilingual("↩ Trả lại", "↩ Send back"),
    "review.lock": Bilingual("🔒 Duyệt và khóa", "🔒 Approve and lock"),
    "review.unlock": Bilingual("🔓 Mở khóa", "🔓 Unlock"),
    "review.next": Bilingual("▶ Báo cáo tiếp", "▶ Next report"),
    "review.back": Bilingual("◀ Báo cáo", "◀ The report"),
    "review.list": Bilingual("◀ Chờ duyệt", "◀ To review"),
    "review.look": Bilingual("Xem báo cáo", "See the report"),
    "review.ask_reason": Bilingual(
        "Trả lại báo cáo số {number} của {unit} – “{title}”: vì sao? Thầy cô gõ một câu; đơn vị sẽ đọc câu này.",
        "Sending back report {number} of {unit} – “{title}”: why? Type one sentence; the unit will read it.",
    ),
    "review.corrected_meanwhile": Bilingual(
        "Đơn vị vừa sửa báo cáo này; đây là bản mới, chưa nhận xét gì.",
        "The unit has just corrected this; here is the new version, of which nothing was said.",
    ),
    "review.sent_back_to_you": Bilingual(
        "↩ Người duyệt trả lại báo cáo “{title}” ({name}):\n{reason}",
        "↩ Your report “{title}” ({name}) was sent back:\n{reason}",
    ),
    "reviewed.approved": Bilingual("Đã duyệt.", "Approved."),
    "reviewed.sent_back": Bilingual("Đã trả lại; đơn vị được báo ngay.", "Sent back; the unit is told at once."),
    "reviewed.sent_back_later": Bilingual(
        "Đã trả lại; đang giờ nghỉ, đơn vị được báo lúc {at}.",
        "Sent back; these are quiet hours, the unit is told at {at}.",
    ),
    "reviewed.sent_back_unheard": Bilingual(
        "Đã trả lại; đơn vị chưa có ai để báo.", "Sent back; the unit has nobody yet who could be told."
    ),
    "reviewed.locked": Bilingual("Đã duyệt và khóa.", "Approved and locked."),
    "reviewed.unlocked": Bilingual("Đã mở khóa: đơn vị sửa lại được.", "Unlocked: the unit can correct it again."),
    "checkin.by_unit": Bilingual("đơn vị gửi {at}", "sent by the unit, {at}"),
    # progress
    "progress.not_allowed": Bilingual(
        "Tiến độ dành cho cán bộ đầu mối, thủ trưởng và người quản trị.",
        "Progress is for focal officers, heads and administrators.",
    ),
    "progress.of": Bilingual("Tiến độ: {unit}", "Progress: {unit}"),
    "progress.whole": Bilingual("tất cả đơn vị", "all units"),
    "progress.choose_period": Bilingual("Thầy cô xem tiến độ kỳ nào?", "The progress of which period?"),
    "progress.period_line": Bilingual(
        "{name}: đã báo cáo {reported}/{expected} việc", "{name}: {reported}/{expected} tasks reported"
    ),
    "progress.period_line_of_many": Bilingual(
        "{name}: đã có {reported}/{expected} lượt báo cáo", "{name}: {reported}/{expected} reports made"
    ),
    "progress.waiting": Bilingual(", chờ duyệt {count}", ", {count} to review"),
    "progress.period": Bilingual("{name} – hạn {due}", "{name} – due {due}"),
    "progress.reported": Bilingual(
        "Đã báo cáo {reported}/{expected} việc ({percent}%)", "Reported {reported}/{expected} tasks ({percent}%)"
    ),
    "progress.reported_by_many": Bilingual(
        "Đã có {reported}/{expected} lượt báo cáo ({percent}%); một lượt là một việc của một đơn vị",
        "{reported}/{expected} reports made ({percent}%); one is a task of a unit",
    ),
    "progress.nothing_asked": Bilingual(
        "Không có việc nào phải báo cáo; có việc nào đơn vị làm thì báo cáo được.",
        "Nothing is asked of this unit; what it does all the same can be reported.",
    ),
    "progress.in_time": Bilingual("Đúng hạn {on_time}", "In time {on_time}"),
    "progress.all_silent": Bilingual("Chưa báo cáo việc nào: {count} đơn vị", "Nothing reported yet: {count} units"),
    "progress.more": Bilingual("và {count} đơn vị khác", "and {count} others"),
    "progress.unit_button": Bilingual("{name} – {reported}/{expected}", "{name} – {reported}/{expected}"),
    "progress.own_button": Bilingual(
        "{name} (riêng) – {reported}/{expected}", "{name} (itself) – {reported}/{expected}"
    ),
    "progress.button": Bilingual("📊 Tiến độ", "📊 Progress"),
    "progress.chart": Bilingual("📊 Biểu đồ", "📊 Chart"),
    "progress.up": Bilingual("▲ Cấp trên", "▲ Up"),
    # above an answer about reporting
    "period.standing": Bilingual(
        "📝 Kỳ “{name}”: hạn {due}, do {opener} đặt.", "📝 Period “{name}”: due {due}, set by {opener}."
    ),
    "period.operator": Bilingual("người mở kỳ", "whoever opened it"),
    "period.standing_of_unit": Bilingual(
        "{unit} đã báo cáo {reported}/{expected} việc, còn {left}.",
        "{unit} has reported {reported} of {expected} tasks, {left} are left.",
    ),
    "period.standing_of_many": Bilingual(
        "{unit}: đã có {reported}/{expected} lượt báo cáo, còn {left}.",
        "{unit}: {reported} of {expected} reports made, {left} are left.",
    ),
    # periods
    "period.not_allowed": Bilingual(
        "Kỳ báo cáo do người quản trị mở và đóng.", "Administrators open and close periods."
    ),
    "period.button": Bilingual("🗓 Kỳ báo cáo", "🗓 Periods"),
    "period.list": Bilingual("Các kỳ báo cáo", "Reporting periods"),
    "period.line": Bilingual("{name} – hạn {due} – {state}", "{name} – due {due} – {state}"),
    "period.open_state": Bilingual("đang mở", "open"),
    "period.closed_state": Bilingual("đã đóng", "closed"),
    "period.how": Bilingual(
        "Mở kỳ mới, gõ một dòng: /ky mở Quý IV 31/12/2026", "To open one, type: /ky mở Quarter IV 31/12/2026"
    ),
    "period.size": Bilingual("{obligations} nhiệm vụ, đơn vị: {unit}", "{obligations} tasks, unit: {unit}"),
    "period.close": Bilingual("Đóng kỳ", "Close"),
    "period.reopen": Bilingual("Mở lại", "Open again"),
    "period.sure_close": Bilingual(
        "Đóng kỳ “{name}”? Sau đó đơn vị không gửi hay sửa báo cáo được nữa.",
        "Close “{name}”? Units can then neither send nor correct reports.",
    ),
    "period.sure_reopen": Bilingual(
        "Mở lại kỳ “{name}” (hạn {due})? Đơn vị lại gửi và sửa được.",
        "Open “{name}” (due {due}) again? Units can send and correct again.",
    ),
    "period.yes_close": Bilingual("Đóng", "Close it"),
    "period.yes_reopen": Bilingual("Mở lại kỳ này", "Open it again"),
    "period.preview": Bilingual(
        "Sẽ mở kỳ “{name}”, hạn {due}: {obligations} nhiệm vụ, {units} đơn vị dưới {unit} phải báo cáo.",
        "This opens “{name}”, due {due}: {obligations} tasks, to be reported by {units} units below {unit}.",
    ),
    "period.year_added": Bilingual("Thiếu năm của hạn: {due}?", "The due day has no year: {due}?"),
    "period.documents": Bilingual("Theo: {documents}", "By: {documents}"),
    "period.tell_next": Bilingual(
        "Các đơn vị chưa được báo. Bấm nút dưới đây, tôi nhắn riêng cán bộ đầu mối và thủ trưởng, mỗi người một lần.",
        "The units do not know yet. Press below: each focal officer and head gets one private message.",
    ),
    "period.tell": Bilingual("🔔 Báo cho các đơn vị", "🔔 Tell the units"),
    "period.nobody_to_tell": Bilingual(
        "Không còn ai để báo: đã báo rồi, hoặc đơn vị chưa có cán bộ đầu mối và thủ trưởng nào. Mời: /moi tên đơn vị",
        "Nobody to tell: all were told, or the units have no officer and no head yet. Invite: /moi and the unit's name",
    ),
    "period.open_now": Bilingual(
        "Kỳ “{name}” đang mở, hạn {due}. Báo cáo: /baocao", "The period “{name}” is open, due {due}. Report: /baocao"
    ),
    "period.open_above": Bilingual(
        "Kỳ “{name}” đang mở, hạn {due}. Tiến độ: /tiendo", "The period “{name}” is open, due {due}. Progress: /tiendo"
    ),
    "period.open_it": Bilingual("✅ Mở kỳ này", "✅ Open it"),
    "period.bad_line": Bilingual(
        "Tôi cần tên kỳ và hạn: /ky mở Quý IV 31/12/2026", "I need a name and a due day: /ky mở Quarter IV 31/12/2026"
    ),
    "period.no_such_day": Bilingual(
        "Không có ngày {day}. Thầy cô gõ lại, ví dụ: /ky mở Quý IV 31/12/2026",
        "There is no such day as {day}. Please type it again, like: /ky mở Quarter IV 31/12/2026",
    ),
    "period.taken": Bilingual(
        "Đã có kỳ báo cáo “{name}” cho đơn vị này, hạn {due}. Thầy cô đặt tên khác, hoặc mở kỳ đó:",
        "This unit already has a period “{name}”, due {due}. Please choose another name, or look at that one:",
    ),
    "period.told_before": Bilingual(
        "Các đơn vị đã được báo: {count} tin đã xếp trước đó.", "The units were told: {count} messages queued before."
    ),
    "period.past_due": Bilingual("Hạn {due} đã qua. Thầy cô xem lại ngày.", "{due} is over. Please check the day."),
}
