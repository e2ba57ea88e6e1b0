"""What the bot says in a conversation on Telegram, apart from answers."""

from knowledge.model import Bilingual

CHAT: dict[str, Bilingual] = {
    # the first meeting
    "start.hello": Bilingual(
        "Chào thầy cô! Tôi là Đầu Mối: tôi cho biết văn bản chỉ đạo giao đơn vị mình việc gì, ở mục nào, đúng nguyên văn.",
        "Hello! I am Đầu Mối: I tell you what official directives ask of your unit, where it is written, word for word.",
    ),
    "start.kept": Bilingual(
        "Khi thầy cô chọn, tôi chỉ lưu: số tài khoản Telegram, ngôn ngữ, đơn vị và vai trò – để trả lời đúng việc của đơn vị.\nKhông lưu tên, không lưu câu hỏi; lời góp ý lưu không kèm người gửi. Xem: /dulieu · Xóa: /xoadulieu",
        "Once you choose, I keep only: your Telegram account number, language, unit and role – to answer for your unit.\nNo name, no questions; comments without their sender. See: /dulieu · Erase: /xoadulieu",
    ),
    "start.kept_reports": Bilingual(
        "Khi thầy cô báo cáo hoặc duyệt, tôi lưu thêm, kèm số tài khoản của thầy cô: tình trạng, số liệu, ghi chú, mã tệp minh chứng, lời duyệt, ngày giờ. Người của đơn vị và cấp trên xem được báo cáo, không thấy số tài khoản.",
        "When you report or review I also keep, with your account number: status, figures, notes, which files, verdicts, when. Your unit and those above it see the report, not the number.",
    ),
    "start.choose": Bilingual("Thầy cô làm việc ở đâu?", "Where do you work?"),
    "start.guest": Bilingual("Chưa chọn, cứ hỏi thử", "Not now, just ask"),
    "start.as_guest": Bilingual(
        "Vâng, thầy cô cứ gõ câu hỏi. Tôi trả lời như cho một trường học; lúc nào cũng chọn được đơn vị bằng /donvi. Tôi chưa lưu gì.",
        "Fine, just type a question. I answer as for a school; choose your unit any time with /donvi. Nothing is kept.",
    ),
    "start.again": Bilingual(
        "Chào thầy cô trở lại! Đơn vị: {unit}. Cứ gõ câu hỏi, hoặc bấm nút dưới đây.",
        "Welcome back! Your unit: {unit}. Type a question, or press a button below.",
    ),
    "start.tasks": Bilingual("📋 Việc của đơn vị", "📋 My unit's tasks"),
    # joining by an invitation
    "join.offer": Bilingual("Thư mời vào {unit}, với vai trò {role}.", "An invitation to {unit}, as {role}."),
    "join.accept": Bilingual("✅ Tham gia", "✅ Join"),
    "join.done": Bilingual("Xong! Thầy cô đã vào {unit} ({role}).", "Done! You have joined {unit} ({role})."),
    "join.invite_officer": Bilingual("✉️ Mời cán bộ đầu mối", "✉️ Invite a focal officer"),
    # choosing a unit
    "unit.search": Bilingual(
        "Gõ tên đơn vị rồi gửi (không cần dấu), ví dụ: “thcs nguyen van linh”.",
        "Type your unit's name and send it (no accents needed), for instance “thcs nguyen van linh”.",
    ),
    "unit.search_again": Bilingual("Gõ lại tên", "Type the name again"),
    "unit.search_hint": Bilingual("Tên đơn vị", "Name of the unit"),
    "unit.found": Bilingual("Có phải đơn vị này không?", "Is it one of these?"),
    "unit.none_found": Bilingual(
        "Chưa thấy đơn vị nào tên như vậy. Gõ lại tên ngắn hơn, hoặc tiếp tục không chọn đơn vị.",
        "No unit by that name. Try a shorter name, or go on without a unit.",
    ),
    "unit.not_listed": Bilingual("Không có trong danh sách", "Not in the list"),
    "unit.chosen": Bilingual(
        "Đã chọn: {unit}. Từ nay tôi trả lời theo việc của đơn vị này.",
        "Chosen: {unit}. From now on I answer for this unit.",
    ),
    "unit.now": Bilingual(
        "Đơn vị: {unit}\nVai trò: {role}\nNăm xem việc: {year}", "Unit: {unit}\nRole: {role}\nYear shown: {year}"
    ),
    "unit.this_year": Bilingual("năm nay", "this year"),
    "unit.change": Bilingual("Đổi đơn vị", "Change unit"),
    "unit.leaving": Bilingual(
        "Thầy cô đang là {role} của {unit}. Chuyển sang {other} thì vai trò này kết thúc; muốn có lại phải được mời.",
        "You are {role} of {unit}. Moving to {other} ends this role; it takes an invitation to get it back.",
    ),
    "unit.leave": Bilingual("Vẫn chuyển", "Move anyway"),
    "unit.year_set": Bilingual("Đang xem năm {year}.", "Showing {year}."),
    "unit.in_private": Bilingual(
        "Việc này làm trong trò chuyện riêng với tôi.", "This is done in a private chat with me."
    ),
    "unit.open_private": Bilingual("Mở trò chuyện riêng", "Open a private chat"),
    # language
    "lang.choose": Bilingual("Chọn ngôn ngữ / Choose a language", "Chọn ngôn ngữ / Choose a language"),
    "lang.set": Bilingual("Từ nay tôi nói tiếng Việt.", "I will speak English from now on."),
    # what is kept
    "kept.nothing": Bilingual("Tôi không lưu gì về thầy cô.", "I keep nothing about you."),
    "kept.file": Bilingual(
        "Đây là tất cả những gì tôi lưu về thầy cô. Xóa hết: /xoadulieu",
        "This is all I keep about you. Erase it: /xoadulieu",
    ),
    "kept.confirm": Bilingual(
        "Xóa hết những gì tôi lưu về thầy cô (ngôn ngữ, đơn vị, vai trò)? Báo cáo đã gửi vẫn thuộc về đơn vị, không kèm người gửi.",
        "Erase all I keep about you (language, unit, role)? Reports already sent stay with the unit, without the person.",
    ),
    "kept.erase": Bilingual("Xóa hết", "Erase all"),
    "kept.keep": Bilingual("Giữ lại", "Keep"),
    "kept.kept": Bilingual("Vâng, tôi giữ nguyên.", "Fine, nothing is changed."),
    "kept.erased": Bilingual(
        "Đã xóa hết. Khi cần, thầy cô gõ /start.", "All erased. Type /start whenever you need me."
    ),
    # help
    "help.text": Bilingual(
        "Thầy cô cứ gõ câu hỏi như nói chuyện, có dấu hay không dấu đều được.\n\n/nhiemvu – việc của đơn vị\n/donvi – đơn vị, năm\n/ngonngu – ngôn ngữ\n/dulieu – những gì tôi lưu về thầy cô\n/xoadulieu – xóa hết\n/huy – bỏ việc đang làm dở",
        "Just type a question as you would say it, with or without accents.\n\n/nhiemvu – my unit's tasks\n/donvi – unit, year\n/ngonngu – language\n/dulieu – what I keep about you\n/xoadulieu – erase it\n/huy – cancel",
    ),
    "help.admin": Bilingual(
        "/moi – mời người vào đơn vị mình; /moi tên đơn vị – vào đơn vị cấp dưới",
        "/moi – invite people to your unit; /moi and a unit's name – to one below",
    ),
    "help.reporting": Bilingual(
        "/baocao – báo cáo việc của đơn vị\n/tiendo – tiến độ", "/baocao – report for my unit\n/tiendo – progress"
    ),
    "help.periods": Bilingual("/ky – mở, đóng kỳ báo cáo", "/ky – open and close reporting periods"),
    "help.reminders": Bilingual("/nhac – nhắc người chưa báo cáo", "/nhac – remind those who have not reported"),
    "help.cancelled": Bilingual("Không có việc gì đang dở.", "Nothing was under way."),
    "help.unknown_command": Bilingual(
        "Tôi không có lệnh đó. Các lệnh: /trogiup", "I have no such command. Commands: /trogiup"
    ),
    # commands as the menu shows them
    "menu.nhiemvu": Bilingual("Việc của đơn vị tôi", "My unit's tasks"),
    "menu.baocao": Bilingual("Báo cáo việc của đơn vị", "Report for my unit"),
    "menu.tiendo": Bilingual("Tiến độ báo cáo", "Progress of reports"),
    "menu.nhac": Bilingual("Nhắc báo cáo (người quản trị)", "Reminders (administrators)"),
    "menu.ky": Bilingual("Mở, đóng kỳ báo cáo (quản trị)", "Reporting periods (administrators)"),
    "menu.donvi": Bilingual("Đơn vị của tôi", "My unit"),
    "menu.ngonngu": Bilingual("Ngôn ngữ / Language", "Language / Ngôn ngữ"),
    "menu.dulieu": Bilingual("Dữ liệu lưu về tôi", "What is kept about me"),
    "menu.xoadulieu": Bilingual("Xóa dữ liệu của tôi", "Erase my data"),
    "menu.hoi": Bilingual("Hỏi một câu", "Ask a question"),
    "menu.huy": Bilingual("Bỏ việc đang làm dở", "Cancel"),
    "menu.trogiup": Bilingual("Trợ giúp", "Help"),
    "menu.description": Bilingual(
        "Năm nay đơn vị tôi phải làm gì? Hỏi Đầu Mối: từng việc trong văn bản chỉ đạo, kèm nguyên văn và nguồn. Không có thì nói là không có.",
        "What must my unit do this year? Ask Đầu Mối: each task of the directives, with the exact words and their source.",
    ),
    "menu.short": Bilingual(
        "Việc văn bản chỉ đạo giao cho đơn vị, kèm nguyên văn.", "What directives ask of your unit, word for word."
    ),
    # other things than questions
    "media.voice": Bilingual(
        "Tôi chưa nghe được tin thoại. Thầy cô gõ câu hỏi giúp, ngắn cũng được.",
        "I cannot listen to voice messages yet. Please type your question, however short.",
    ),
    "media.picture": Bilingual(
        "Tôi chưa đọc được ảnh. Thầy cô gõ câu hỏi giúp; chép một đoạn trong văn bản cũng được.",
        "I cannot read pictures yet. Please type your question, or copy a passage of the document.",
    ),
    "media.file": Bilingual(
        "Tôi chưa đọc tệp gửi ở đây. Văn bản mới do Sở nạp vào; thầy cô cứ gõ câu hỏi.",
        "I do not read files sent here. New directives are loaded by the department; just type your question.",
    ),
    "media.place": Bilingual(
        "Tôi không cần vị trí hay số điện thoại, và không lưu. Chọn đơn vị: /donvi",
        "I need neither your place nor your phone number, and keep none. Choose your unit: /donvi",
    ),
    "media.other": Bilingual("Cảm ơn thầy cô! Cần gì cứ gõ câu hỏi.", "Thank you! Type a question whenever you need."),
    "media.too_many": Bilingual(
        "Nhiều tin quá một lúc: {count} tin cuối tôi chưa đọc. Thầy cô gửi lại từng câu giúp.",
        "Too many messages at once: I did not read the last {count}. Please send them again one by one.",
    ),
    # what went wrong
    "fault.ours": Bilingual(
        "Tôi gặp trục trặc, chưa trả lời được. Thầy cô thử lại sau một phút; tin của thầy cô không bị lưu.",
        "Something failed on my side and I could not answer. Please try again in a minute; your message is not kept.",
    ),
    "fault.stale": Bilingual("Nút này đã cũ. Mở lại: /nhiemvu", "This button is out of date. Open again: /nhiemvu"),
    "fault.maybe_lost": Bilingual(
        "Tôi vừa bị ngắt giữa chừng. Nếu thầy cô chưa thấy trả lời cho tin này, bấm nút dưới.",
        "I was interrupted. If you have not seen an answer to this message, press the button.",
    ),
    "fault.again": Bilingual("Trả lời lại", "Answer again"),
    "fault.not_allowed": Bilingual("Việc này dành cho cán bộ quản lý đơn vị.", "This is for those who manage a unit."),
    # asking on about a task
    "about.duty": Bilingual("Thầy cô hỏi gì về việc “{title}”?", "What would you like to ask about “{title}”?"),
    "about.hint": Bilingual("Câu hỏi về việc này", "Your question"),
    # ratings
    "rate.thanks": Bilingual("Cảm ơn thầy cô!", "Thank you!"),
    "rate.why": Bilingual(
        "Cảm ơn thầy cô. Chưa đúng ở chỗ nào? Muốn nói thêm thì trả lời tin này; lời góp ý được lưu, không kèm tên.",
        "Thank you. What is wrong? To say more, reply to this message; the words are kept without your name.",
    ),
    "rate.wrong": Bilingual("Sai", "Wrong"),
    "rate.missing": Bilingual("Thiếu", "Incomplete"),
    "rate.unclear": Bilingual("Khó hiểu", "Unclear"),
    # invitations by those who manage units
    "inviting.unit": Bilingual(
        "Mời vào đơn vị nào? Gõ: /moi tên đơn vị", "Into which unit? Type: /moi and the unit's name"
    ),
    "inviting.not_found": Bilingual(
        "Không tìm thấy đơn vị nào tên “{name}”. Thầy cô gõ lại, ví dụ: /moi THCS Nguyễn Văn Linh\nMời vào đơn vị mình: /moi",
        "There is no unit called “{name}”. Please type it again, for instance: /moi THCS Nguyễn Văn Linh\nInto your own unit: /moi",
    ),
    "inviting.which_unit": Bilingual("Mời vào đơn vị nào?", "Into which unit?"),
    "inviting.more_units": Bilingual(
        "Còn {count} đơn vị nữa có tên như vậy: gõ thêm tên, ví dụ tên xã.",
        "{count} more units have such a name: type more of it, for instance the commune.",
    ),
    "inviting.role": Bilingual("Mời vào {unit} với vai trò gì?", "Invite to {unit} as what?"),
    "inviting.made": Bilingual(
        "Thư mời vào {unit} – {role}.\nDùng được {uses} lần, đến hết ngày {expires}.\n{link}",
        "Invitation to {unit} – {role}.\nGood for {uses} uses, until {expires}.\n{link}",
    ),
    "inviting.revoke": Bilingual("Thu hồi", "Revoke"),
    "inviting.revoked": Bilingual("Đã thu hồi thư mời này.", "This invitation is revoked."),
    # groups
    "group.hello": Bilingual(
        "Chào cả nhà! Trong nhóm này tôi chỉ trả lời khi được hỏi: gõ /hoi rồi câu hỏi, hoặc trả lời tin của tôi.",
        "Hello all! In this group I answer only when asked: type /hoi and a question, or reply to a message of mine.",
    ),
    "group.how": Bilingual(
        "Gõ câu hỏi sau /hoi, ví dụ: /hoi ai ký công văn?",
        "Type the question after /hoi, for instance: /hoi who signed?",
    ),
}

ROLES: dict[str, Bilingual] = {
    "teacher": Bilingual("giáo viên, nhân viên", "teacher or staff"),
    "officer": Bilingual("cán bộ đầu mối", "focal officer"),
    "head": Bilingual("thủ trưởng đơn vị", "head of the unit"),
    "admin": Bilingual("quản trị", "administrator"),
}

UNIT_TYPES: dict[str, Bilingual] = {
    "school": Bilingual("Trường học", "A school"),
    "center": Bilingual("Trung tâm GDNN-GDTX", "A continuing-education centre"),
    "commune": Bilingual("Xã, phường", "A commune or ward"),
    "office": Bilingual("Phòng GDĐT (đến 30/6/2025)", "A district office (until 30/6/2025)"),
    "department": Bilingual("Sở", "A department"),
    "ministry": Bilingual("Bộ", "A ministry"),
}

COMMANDS = {
    "nhiemvu": "menu.nhiemvu",
    "baocao": "menu.baocao",
    "tiendo": "menu.tiendo",
    "ky": "menu.ky",
    "nhac": "menu.nhac",
    "donvi": "menu.donvi",
    "ngonngu": "menu.ngonngu",
    "dulieu": "menu.dulieu",
    "xoadulieu": "menu.xoadulieu",
    "huy": "menu.huy",
    "trogiup": "menu.trogiup",
}
"""The commands of the menu, in its order, and what is said of each."""

GROUP_COMMANDS = {"hoi": "menu.hoi", "nhiemvu": "menu.nhiemvu"}
