"""What is said to whoever runs the program: what `doctor` finds; backing up and restoring."""

from knowledge.model import Bilingual

OPERATIONS: dict[str, Bilingual] = {
    # --- doctor ---
    "doctor.folder": Bilingual(
        "Thư mục dữ liệu {folder}: ghi được, còn trống {free} MB.",
        "Data folder {folder}: can be written, {free} MB free.",
    ),
    "doctor.folder_unwritable": Bilingual(
        "Thư mục dữ liệu {folder} không ghi được ({why}). Cấp quyền ghi cho người chạy bot, hoặc đặt DAUMOI_DATA sang thư mục khác.",
        "The data folder {folder} cannot be written ({why}). Let the bot's user write there, or set DAUMOI_DATA to another folder.",
    ),
    "doctor.little_room": Bilingual(
        "Ổ đĩa của {folder} chỉ còn trống {free} MB. Hãy dọn bớt trước khi cập nhật văn bản.",
        "Only {free} MB are free on the disk of {folder}. Make room before the next refresh.",
    ),
    "doctor.database": Bilingual(
        "Cơ sở dữ liệu: mở được, đúng phiên bản.",
        "Database: can be opened, tables up to date.",
    ),
    "doctor.database_none": Bilingual(
        "Cơ sở dữ liệu chưa có; sẽ được tạo và nạp văn bản kèm theo ở lần chạy đầu (daumoi bot, daumoi ask).",
        "There is no database yet; the first start (daumoi bot, daumoi ask) makes it and loads the shipped documents.",
    ),
    "doctor.database_older": Bilingual(
        "Cơ sở dữ liệu của bản cũ hơn; sẽ tự nâng cấp ở lần chạy tới. Nên sao lưu trước: daumoi backup.",
        "The database is of an earlier release; the next start brings it up to date. Better back up first: daumoi backup.",
    ),
    "doctor.database_newer": Bilingual(
        "Cơ sở dữ liệu do bản mới hơn tạo ra. Hãy cập nhật chương trình, hoặc khôi phục bản sao lưu cũ: daumoi restore.",
        "The database was made by a newer release. Update the program, or restore an earlier backup: daumoi restore.",
    ),
    "doctor.database_fault": Bilingual(
        "Cơ sở dữ liệu không dùng được: {why}",
        "The database cannot be used: {why}",
    ),
    "doctor.documents": Bilingual(
        "Văn bản: {documents}, đang dùng phiên bản {version}.",
        "Documents: {documents}, version {version} serves.",
    ),
    "doctor.documents_none": Bilingual(
        "Chưa nạp văn bản nào; văn bản kèm theo sẽ tự nạp ở lần chạy đầu. Nạp của mình: daumoi refresh THƯ_MỤC.",
        "No documents are loaded; the shipped ones load at the first start. Load your own: daumoi refresh FOLDER.",
    ),
    "doctor.index_fault": Bilingual(
        "Chỉ mục tìm kiếm hỏng hoặc thiếu: {why} Chạy daumoi refresh để dựng lại.",
        "The search index is damaged or missing: {why} Run daumoi refresh to build it anew.",
    ),
    "doctor.units": Bilingual("Đơn vị: {units}.", "Units: {units}."),
    "doctor.units_none": Bilingual(
        "Chưa có đơn vị nào, nên chưa ai vào đúng trường mình được. Nạp danh sách: daumoi units import FILE.csv",
        "There are no units, so that nobody can join their school yet. Load the list: daumoi units import FILE.csv",
    ),
    "doctor.fixed_day": Bilingual(
        "Ngày bị cố định là {today} (DAUMOI_TODAY), chỉ nên dùng để thử. Xóa dòng đó khi chạy thật.",
        "The date is fixed at {today} (DAUMOI_TODAY), which is meant for trials. Remove that line for real use.",
    ),
    "doctor.help_lines": Bilingual("Số điện thoại trợ giúp: {lines}.", "Help lines: {lines}."),
    "doctor.help_lines_fault": Bilingual(
        "Tệp số điện thoại trợ giúp không đọc được: {why}",
        "The file of help lines cannot be read: {why}",
    ),
    "doctor.admins": Bilingual("Quản trị viên trên Telegram: {admins}.", "Administrators on Telegram: {admins}."),
    "doctor.admins_none": Bilingual(
        "ADMIN_TELEGRAM_IDS trống: chưa ai quản trị được từ Telegram. Điền mã số Telegram của bạn (bot @userinfobot cho biết).",
        "ADMIN_TELEGRAM_IDS is empty: nobody can administer from Telegram. Put your Telegram id there (the bot @userinfobot tells it).",
    ),
    "doctor.token_none": Bilingual(
        "Chưa có TELEGRAM_BOT_TOKEN: bot Telegram chưa chạy được (hỏi ở máy này thì được). Xin mã ở @BotFather rồi ghi vào .env.",
        "TELEGRAM_BOT_TOKEN is not set: the Telegram bot cannot run (asking on this machine works). Get one from @BotFather, put it into .env.",
    ),
    "doctor.token_refused": Bilingual(
        "Telegram không nhận TELEGRAM_BOT_TOKEN. Chép lại nguyên mã từ @BotFather (/mybots → API Token) vào .env.",
        "Telegram does not accept TELEGRAM_BOT_TOKEN. Copy it again, whole, from @BotFather (/mybots → API Token) into .env.",
    ),
    "doctor.telegram_answers": Bilingual(
        "Telegram trả lời; bot là @{username}.",
        "Telegram answers; the bot is @{username}.",
    ),
    "doctor.other_username": Bilingual(
        "TELEGRAM_BOT_USERNAME ghi @{expected} nhưng mã này là của @{found}: thư mời sẽ dẫn sai chỗ. Sửa lại trong .env.",
        "TELEGRAM_BOT_USERNAME says @{expected}, but the token is that of @{found}: invitations would lead astray. Mend it in .env.",
    ),
    "doctor.proxy": Bilingual(
        "Không tới được Telegram qua TELEGRAM_PROXY. Kiểm tra địa chỉ, cổng, mật khẩu của proxy và proxy có đang chạy không.",
        "Telegram is not reached through TELEGRAM_PROXY. Check the proxy's address, port and password, and that it runs.",
    ),
    "doctor.network": Bilingual(
        "Không tới được Telegram. Kiểm tra mạng, tường lửa; nơi nào chặn Telegram thì đặt TELEGRAM_PROXY (http://… hoặc socks5://…).",
        "Telegram is not reached. Check the network and the firewall; where Telegram is blocked set TELEGRAM_PROXY (http://… or socks5://…).",
    ),
    "doctor.server": Bilingual(
        "Máy chủ trả lời không như Telegram. Kiểm tra TELEGRAM_API_BASE_URL (thường để trống), rồi thử lại sau ít phút.",
        "The server does not answer as Telegram does. Check TELEGRAM_API_BASE_URL (usually empty), and try again in some minutes.",
    ),
    "doctor.polling": Bilingual(
        "Nhận tin: bot tự hỏi Telegram (không cần mở cổng).",
        "Updates: the bot asks Telegram for them (no port needs to be open).",
    ),
    "doctor.webhook": Bilingual(
        "Nhận tin: Telegram gọi tới; cổng {listen} dùng được.",
        "Updates: Telegram calls; the port {listen} can be used.",
    ),
    "doctor.webhook_http": Bilingual(
        "TELEGRAM_WEBHOOK_URL phải bắt đầu bằng https://. Telegram không gọi địa chỉ http://.",
        "TELEGRAM_WEBHOOK_URL must begin with https://. Telegram calls no http:// address.",
    ),
    "doctor.webhook_port": Bilingual(
        "TELEGRAM_WEBHOOK_URL dùng một cổng mà Telegram không gọi tới. Dùng một trong các cổng: {ports}.",
        "TELEGRAM_WEBHOOK_URL names a port that Telegram does not call. Use one of: {ports}.",
    ),
    "doctor.webhook_secret": Bilingual(
        "TELEGRAM_WEBHOOK_SECRET trống: mỗi lần chạy bot tự đặt một mã mới. Đặt cố định nếu có proxy ngược kiểm tra mã.",
        "TELEGRAM_WEBHOOK_SECRET is empty: the bot makes a new one at each start. Set it where a reverse proxy checks it.",
    ),
    "doctor.port_taken": Bilingual(
        "Cổng {listen} đang có chương trình dùng. Nếu đó chính là bot thì không sao; nếu không, đổi TELEGRAM_WEBHOOK_LISTEN.",
        "The port {listen} is in use. If that is the bot itself all is well; else change TELEGRAM_WEBHOOK_LISTEN.",
    ),
    "doctor.port_fault": Bilingual(
        "Không mở được cổng {listen} ({why}). Sửa TELEGRAM_WEBHOOK_LISTEN; cổng dưới 1024 cần quyền quản trị.",
        "The port {listen} cannot be opened ({why}). Change TELEGRAM_WEBHOOK_LISTEN; ports below 1024 need an administrator.",
    ),
    "doctor.chroma": Bilingual("Máy chủ Chroma trả lời.", "The Chroma server answers."),
    "doctor.chroma_away": Bilingual(
        "Máy chủ Chroma (CHROMA_URL) không trả lời: chỉ tìm theo từ. Khởi động lại nó, hoặc bỏ CHROMA_URL rồi chạy daumoi refresh.",
        "The Chroma server (CHROMA_URL) does not answer: words alone are searched. Start it, or unset CHROMA_URL and run daumoi refresh.",
    ),
    "doctor.model_none": Bilingual(
        "Không đặt khóa OPENAI_API_KEY: câu trả lời soạn thẳng từ văn bản, không gửi gì ra ngoài.",
        "OPENAI_API_KEY is not set: answers come from the provisions themselves, and nothing is sent out.",
    ),
    "doctor.model_key": Bilingual("Khóa OPENAI_API_KEY: đã đặt.", "OPENAI_API_KEY: set."),
    "doctor.model_key_odd": Bilingual(
        "OPENAI_API_KEY không có dạng của một khóa. Chép lại nguyên khóa, không có dấu cách hay dấu nháy.",
        "OPENAI_API_KEY does not look like a key. Copy it again, whole, without spaces or quotation marks.",
    ),
    "doctor.model_off": Bilingual(
        "Có khóa OPENAI_API_KEY nhưng DAUMOI_MODEL=off: câu trả lời soạn thẳng từ văn bản.",
        "OPENAI_API_KEY is set, but DAUMOI_MODEL=off: answers come from the provisions themselves.",
    ),
    "doctor.prompts_fault": Bilingual(
        "Tệp lời dặn cho mô hình (prompts/) không dùng được: {why}",
        "The files of prompts (prompts/) cannot be used: {why}",
    ),
    "draft.header": Bilingual(
        "Bản nháp cho người duyệt: {document}. Chưa ai duyệt; điền title_en, sửa các mục, rồi mới dùng được.",
        "A draft for a reviewer: {document}. Nobody has reviewed it; fill in title_en and mend the entries before it can be used.",
    ),
    "draft.by_rule": Bilingual("Soạn theo quy tắc.", "Drafted by rule."),
    "draft.suggested": Bilingual(
        "Mô hình gợi ý {fields}; quy tắc: {act}, {title}", "Suggested by the model: {fields}; by rule: {act}, {title}"
    ),
    # the chat model, for those who run the program
    "model.asked": Bilingual("Mô hình ngôn ngữ {model}: đang dùng.", "Chat model {model}: in use."),
    "model.replies": Bilingual("Mô hình ngôn ngữ {model} trả lời.", "The chat model {model} replies."),
    "model.fails": Bilingual(
        "Mô hình ngôn ngữ {model} không giúp được; câu trả lời vẫn lấy thẳng từ văn bản. ({why})",
        "The chat model {model} does not help; answers come from the provisions all the same. ({why})",
    ),
    "model.rests": Bilingual(
        "Mô hình ngôn ngữ đang không dùng được, tạm nghỉ đến {until}; câu trả lời vẫn lấy thẳng từ văn bản.",
        "The chat model cannot be used now and rests until {until}; answers come from the provisions all the same.",
    ),
    "model.tries_next": Bilingual(
        "Mô hình ngôn ngữ vừa không dùng được; câu hỏi tới sẽ thử lại.",
        "The chat model could not be used; the next question tries it again.",
    ),
    "resting.unavailable": Bilingual(
        "Lý do: không tới được máy chủ của mô hình, hoặc máy chủ quá tải. Kiểm tra mạng và OPENAI_BASE_URL.",
        "Why: the model's server is not reached, or too busy. Check the network and OPENAI_BASE_URL.",
    ),
    "resting.timed_out": Bilingual(
        "Lý do: mô hình trả lời quá chậm. Tăng DAUMOI_MODEL_TIMEOUT hoặc chọn mô hình nhanh hơn.",
        "Why: the model is too slow. Raise DAUMOI_MODEL_TIMEOUT, or choose a faster model.",
    ),
    "resting.misconfigured": Bilingual(
        "Lý do: máy chủ không nhận khóa, không có mô hình này, hoặc tài khoản hết hạn mức. Kiểm tra OPENAI_API_KEY, OPENAI_CHAT_MODEL và tài khoản.",
        "Why: the server does not accept the key, does not have this model, or the account is used up. Check OPENAI_API_KEY, OPENAI_CHAT_MODEL and the account.",
    ),
    "resting.malformed": Bilingual(
        "Lý do: mô hình trả lời không đúng dạng. Chọn mô hình khác ở OPENAI_CHAT_MODEL.",
        "Why: the model does not reply in the form asked for. Choose another one by OPENAI_CHAT_MODEL.",
    ),
    "model.tokens": Bilingual(
        "Mô hình hôm nay: {calls} lượt, {tokens} trên {most} token.",
        "The model today: {calls} calls, {tokens} of {most} tokens.",
    ),
    "model.tokens_unbounded": Bilingual(
        "Mô hình hôm nay: {calls} lượt, {tokens} token.", "The model today: {calls} calls, {tokens} tokens."
    ),
    "model.spent": Bilingual(
        "Mô hình đã dùng hết hạn mức hôm nay ({calls} lượt, {tokens} token); đến 0 giờ sẽ dùng lại. Câu trả lời vẫn lấy thẳng từ văn bản. Muốn nhiều hơn: DAUMOI_MODEL_TOKENS_PER_DAY.",
        "The model's tokens of today are spent ({calls} calls, {tokens} tokens); it is used again from midnight. Answers come from the provisions all the same. For more: DAUMOI_MODEL_TOKENS_PER_DAY.",
    ),
    "doctor.ready": Bilingual("Không thấy lỗi cấu hình nào.", "Nothing is misconfigured."),
    "doctor.not_ready": Bilingual(
        "Sửa các dòng có dấu ✗ rồi chạy lại daumoi doctor.",
        "Mend the lines marked ✗, then run daumoi doctor again.",
    ),
    # --- backup and restore ---
    "backup.done": Bilingual(
        "Đã sao lưu vào {file}: {units} đơn vị, {people} người dùng, {versions} phiên bản văn bản; {size} MB. Cất tệp này nơi an toàn; nó không chứa .env.",
        "Backed up into {file}: {units} units, {people} people, {versions} versions of the documents; {size} MB. Keep it safe; .env is not in it.",
    ),
    "backup.occupied": Bilingual(
        "{file} đã có và không phải bản sao lưu. Chọn tên khác; tệp đó không bị đụng tới.",
        "{file} exists and is no backup. Choose another name; the file was left alone.",
    ),
    "backup.unwritable": Bilingual(
        "Không ghi được {file} ({why}). Chưa có bản sao lưu mới.",
        "{file} cannot be written ({why}). There is no new backup.",
    ),
    "backup.missing": Bilingual("Không có tệp {file}.", "There is no file {file}."),
    "backup.unreadable": Bilingual(
        "Không đọc được {file}. Kiểm tra đó là tệp và bạn có quyền đọc.",
        "{file} cannot be read. Check that it is a file and that you may read it.",
    ),
    "backup.damaged": Bilingual(
        "{file} bị hỏng hoặc thiếu phần cuối. Không có gì bị thay đổi; hãy dùng bản sao lưu khác.",
        "{file} is damaged or cut short. Nothing was changed; use another backup.",
    ),
    "backup.foreign": Bilingual(
        "{file} không phải bản sao lưu của Đầu Mối. Không có gì bị thay đổi.",
        "{file} is no backup of Đầu Mối. Nothing was changed.",
    ),
    "backup.newer": Bilingual(
        "{file} do bản mới hơn ({program}) tạo ra. Cập nhật chương trình rồi khôi phục lại; không có gì bị thay đổi.",
        "{file} was made by a newer release ({program}). Update the program and try again; nothing was changed.",
    ),
    "backup.no_room": Bilingual(
        "Cần {needed} MB để khôi phục, ổ đĩa chỉ còn {free} MB. Dọn bớt rồi thử lại; không có gì bị thay đổi.",
        "Restoring needs {needed} MB, and {free} MB are free. Make room and try again; nothing was changed.",
    ),
    "restore.question": Bilingual(
        "Thay TOÀN BỘ dữ liệu hiện có bằng bản sao lưu lúc {created_at} ({units} đơn vị, {people} người dùng)? [c/K] ",
        "Replace EVERYTHING there is with the backup of {created_at} ({units} units, {people} people)? [y/N] ",
    ),
    "restore.needs_yes": Bilingual(
        "Chưa khôi phục. Thêm --yes để đồng ý thay toàn bộ dữ liệu hiện có.",
        "Not restored. Add --yes to agree that everything there is is replaced.",
    ),
    "restore.done": Bilingual(
        "Đã khôi phục bản sao lưu lúc {created_at}: {units} đơn vị, {people} người dùng. Kiểm tra bằng daumoi doctor rồi chạy lại bot.",
        "Restored the backup of {created_at}: {units} units, {people} people. Check with daumoi doctor, then start the bot again.",
    ),
}
