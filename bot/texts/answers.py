"""What is said in answers and at the terminal.

Keys are those of `knowledge.answer.Say`; the fields in braces are its details. Facts of the documents (titles, reasons,
reach) come with the details; reviewers wrote those in both languages.
"""

from knowledge.model import Bilingual

ANSWERS: dict[str, Bilingual] = {
    # answers found
    "found.yes": Bilingual("Có. Việc này được giao: {title}.", "Yes. This is one of the tasks: {title}."),
    "said.yes": Bilingual("Có.", "Yes."),
    "found.nearest": Bilingual(
        "Văn bản không nói đúng như câu hỏi; chỗ gần nhất: {title}.",
        "The document does not say just that; the nearest task: {title}.",
    ),
    "found.exempt": Bilingual(
        "Văn bản không nêu trường hợp được miễn hay bỏ; việc được giao: {title}.",
        "The document names no exemption; the task: {title}.",
    ),
    "found.ended": Bilingual(
        "Năm {year} có giao: {title}. Thời kỳ của việc này nay đã hết.",
        "In {year} this was a task: {title}. Its period is now over.",
    ),
    "found.unknown": Bilingual(
        "Chưa rõ có áp dụng cho đơn vị của thầy cô: {title}. {reason}",
        "Whether it applies to your unit is not known: {title}. {reason}",
    ),
    "found.elsewhere": Bilingual(
        "Văn bản gửi đơn vị của thầy cô không nói việc này; {kind_lower} {of_issuer} có nói:",
        "The directives sent to your unit do not speak of this; {kind_of_en} of {issuer} does:",
    ),
    "found.duty": Bilingual("Việc được giao: {title}.", "The task: {title}."),
    "found.conditional": Bilingual("Tùy đơn vị: {title}. {reason}", "It depends on your unit: {title}. {reason}"),
    "found.no": Bilingual(
        "Công văn có nêu việc này nhưng không giao cho đơn vị như của thầy cô: {title}. {reason}",
        "The letter names this, but not for a unit like yours: {title}. {reason}",
    ),
    "found.place": Bilingual("{kind_of} {of_issuer} viết:", "{kind_of_en} of {issuer} says:"),
    "found.who": Bilingual("Đơn vị thực hiện: {who}.", "To be done by: {who}."),
    "found.otherwise": Bilingual("Văn bản ghi con số khác:", "The document gives another figure:"),
    "found.several": Bilingual("Có {count} chỗ nói về việc này:", "{count} places speak of this:"),
    "found.above": Bilingual(
        "Công văn gửi đơn vị của thầy cô không nói việc này; văn bản cấp trên có nói:",
        "The letter sent to your unit does not speak of this; the directive above it does:",
    ),
    # lists
    "list.lead": Bilingual(
        "{kind_of} {of_issuer} giao {count} việc, trong đó {reached} việc liên quan đến đơn vị của thầy cô:",
        "{kind_of_en} of {issuer} sets {count} tasks, {reached} of which reach your unit:",
    ),
    "list.unknown": Bilingual(
        "Chưa rõ có giao cho đơn vị của thầy cô: {kind_lower} {of_issuer} giao {count} việc cho các đơn vị nhận văn bản, là:",
        "Whether they are for your unit is not known: {kind_of_en} of {issuer} sets {count} tasks for its addressees:",
    ),
    "list.subset": Bilingual(
        "{kind_of} {of_issuer} có {count} mục giao việc {acts_vi}:",
        "{kind_of_en} of {issuer} has {count} items on {acts_en}:",
    ),
    "list.running": Bilingual("Còn trong thời kỳ thực hiện", "Still running"),
    "list.ended": Bilingual("Đã hết thời kỳ thực hiện", "Ended"),
    "list.event_over": Bilingual("đã qua: {event}", "over: {event}"),
    "list.legend": Bilingual(
        "○ tùy đơn vị · ✕ không áp dụng · ? chưa rõ", "○ depends on the unit · ✕ does not apply · ? not known"
    ),
    "list.due": Bilingual("hạn {due}", "due {due}"),
    # years
    "year.none": Bilingual(
        "Chưa có văn bản nào của năm {asked_year} trong kho. Mới nhất hiện có là {kind_lower} {of_issuer}{for_year_vi}; dưới đây là các việc trong đó.",
        "No directive for {asked_year} is loaded. The newest there is: {kind_of_en} of {issuer}{for_year_en}; its tasks follow.",
    ),
    "year.nothing": Bilingual(
        "Chưa có văn bản nào cho năm {year} trong kho.",
        "No directive for {year} is loaded.",
    ),
    # the letter itself
    "letter.number": Bilingual(
        "Số của {kind_lower} {of_issuer}: {value}.", "The number of {kind_of_en} of {issuer}: {value}."
    ),
    "letter.date": Bilingual("{kind_of} {of_issuer} đề ngày {value}.", "{kind_of_en} of {issuer} is dated {value}."),
    "letter.signer": Bilingual(
        "Người ký: {value} – {signer_title}{stands_in_vi}.", "Signed by {value} – {signer_title}{stands_in_en}."
    ),
    "letter.addressees": Bilingual(
        "{kind_of} {of_issuer} gửi: {value}.", "{kind_of_en} of {issuer} is addressed to: {value}."
    ),
    "letter.addressed": Bilingual("Có trong nơi được gửi: {value}.", "Among the addressees: {value}."),
    "letter.not_addressed": Bilingual(
        "Không thấy trong nơi được gửi. {kind_of} {of_issuer} gửi: {value}.",
        "Not among the addressees. {kind_of_en} of {issuer} is addressed to: {value}.",
    ),
    "letter.recipients": Bilingual(
        "Nơi nhận của {kind_lower} {of_issuer}: {value}.", "Copies of {kind_of_en} of {issuer} went to: {value}."
    ),
    "letter.contact": Bilingual(
        "Khi có vướng mắc, {kind_lower} {of_issuer} chỉ nơi liên hệ:",
        "For difficulties, {kind_of_en} of {issuer} names whom to turn to:",
    ),
    "letter.cites": Bilingual(
        "{kind_of} {of_issuer} dẫn các văn bản: {value}.", "{kind_of_en} of {issuer} cites: {value}."
    ),
    "letter.basis": Bilingual(
        "{kind_of} {of_issuer} căn cứ: {value}.", "{kind_of_en} of {issuer} is based on: {value}."
    ),
    # facts that are left out
    "missing.number": Bilingual(
        "Bản {kind_lower} hiện có không ghi số.", "The copy of the letter here bears no number."
    ),
    "missing.date": Bilingual(
        "Bản {kind_lower} hiện có không ghi ngày ban hành.", "The copy of the letter here bears no date."
    ),
    "missing.signer": Bilingual(
        "Bản {kind_lower} hiện có không ghi người ký.", "The copy of the letter here does not show who signed."
    ),
    "missing.force": Bilingual(
        "Văn bản không nêu thời hạn hiệu lực của chính nó. Việc còn trong thời kỳ thực hiện: {value}.",
        "The document sets no end to its own force. Still running: {value}.",
    ),
    "missing.basis": Bilingual("Văn bản không nêu căn cứ nào.", "The document names no basis."),
    "missing.phone": Bilingual(
        "Văn bản không nêu số điện thoại, email hay địa chỉ mạng; chỉ nêu nơi liên hệ.",
        "The document gives no phone number, e-mail or web address; it only names whom to contact.",
    ),
    "missing.deadline": Bilingual(
        "Văn bản không nêu thời hạn cho việc này.", "The document sets no deadline for this."
    ),
    "missing.when": Bilingual(
        "Văn bản không nêu ngày hay thời điểm cụ thể cho việc này.", "The document gives no date or time for this."
    ),
    "missing.amount": Bilingual("Văn bản không nêu số tiền hay mức chi nào.", "The document names no sum of money."),
    "missing.count": Bilingual("Văn bản không nêu con số nào cho việc này.", "The document gives no number for this."),
    "missing.form": Bilingual(
        "Văn bản không nêu mẫu hay biểu mẫu nào cho việc này.", "The document gives no form or template for this."
    ),
    "missing.duration": Bilingual(
        "Văn bản không nêu thời lượng cho việc này.", "The document does not say how long this takes."
    ),
    "missing.period": Bilingual("Văn bản không nêu giai đoạn cho việc này.", "The document names no period for this."),
    "missing.frequency": Bilingual(
        "Văn bản không nêu mấy lần hay theo kỳ nào.", "The document does not say how often."
    ),
    "missing.medium": Bilingual(
        "Văn bản không nêu gửi bằng bản giấy hay bản điện tử.",
        "The document does not say whether on paper or electronically.",
    ),
    "missing.papers": Bilingual(
        "Văn bản không nêu hồ sơ hay thủ tục nào cho việc này.", "The document names no papers or procedure for this."
    ),
    "missing.trainer": Bilingual("Văn bản không nêu ai giảng dạy.", "The document does not say who teaches."),
    "missing.penalty": Bilingual(
        "Văn bản không nêu mức phạt hay hình thức xử lý nào.", "The document names no penalty."
    ),
    "missing.send_to": Bilingual(
        "Văn bản không nêu nơi nhận cho việc này.", "The document does not say where this is to be sent."
    ),
    "missing.where": Bilingual("Văn bản không nêu địa điểm cho việc này.", "The document names no place for this."),
    "missing.attribute": Bilingual(
        "Văn bản không nêu điều này. Chỗ gần nhất viết:", "The document does not give this. The nearest words are:"
    ),
    "missing.provision": Bilingual("Văn bản không có mục đó.", "The document has no such place."),
    "missing.name": Bilingual(
        "Văn bản không nêu “{name}”. Chỗ gần nhất viết:", "The document does not name “{name}”. The nearest words are:"
    ),
    "missing.claim": Bilingual(
        "Văn bản không nêu điều đó. Chỗ gần nhất viết:", "The document does not say that. The nearest words are:"
    ),
    # against the directive above
    "chain.origin": Bilingual(
        "Việc này bắt nguồn từ {label} của văn bản cấp trên ({relation_vi}).",
        "This comes from {label} of the directive above ({relation_en}).",
    ),
    "chain.added": Bilingual(
        "So với văn bản cấp trên, văn bản của đơn vị của thầy cô thêm:",
        "Against the directive above, the letter sent to you adds:",
    ),
    "chain.dropped": Bilingual(
        "So với văn bản cấp trên, văn bản gửi đơn vị của thầy cô bỏ:",
        "Of the directive above, the letter sent to you leaves out:",
    ),
    "chain.changes": Bilingual(
        "Những chỗ thêm và bỏ so với văn bản cấp trên:", "What was added and left out against the directive above:"
    ),
    "chain.compare": Bilingual(
        "So với văn bản cấp trên, {label}: {relation_vi}.", "Against the directive above, {label}: {relation_en}."
    ),
    "chain.only_above": Bilingual(
        "Chỉ văn bản cấp trên nói việc này; công văn gửi đơn vị của thầy cô không nhắc lại.",
        "Only the directive above speaks of this; the letter sent to your unit leaves it out.",
    ),
    "chain.note": Bilingual("• {note}", "• {note}"),
    "chain.missing": Bilingual(
        "Văn bản ở giữa, số {numbers}, được dẫn nhưng chưa có trong kho.",
        "The letter in between, {numbers}, is cited but not loaded.",
    ),
    "note.draft_chain": Bilingual(
        "Đối chiếu này do máy lập, chưa có người duyệt.",
        "This comparison was drafted by the program and has not been reviewed.",
    ),
    # other documents
    "cited.dated": Bilingual("{number} ngày {date}, được dẫn ở đây:", "{number} of {date}, cited here:"),
    "cited.undated": Bilingual("{number} được dẫn ở đây, không ghi ngày:", "{number} is cited here, without a date:"),
    "cited.only_above": Bilingual(
        "Công văn gửi đơn vị của thầy cô không dẫn văn bản này; chỉ văn bản cấp trên dẫn.",
        "The letter sent to your unit does not cite this; only the directive above does.",
    ),
    "cited.not_loaded": Bilingual(
        "Nội dung của văn bản {number} chưa có trong kho; ở đây chỉ biết nó được dẫn là “{said}”.",
        "The words of {number} are not loaded; it is only known here as “{said}”.",
    ),
    "cited.never": Bilingual(
        "Các văn bản trong kho không nhắc tới số {number}.", "The loaded documents do not mention {number}."
    ),
    "cited.where_to_find": Bilingual(
        "Có thể tìm toàn văn trên Hệ thống văn bản Chính phủ (vanban.chinhphu.vn) hoặc Cơ sở dữ liệu quốc gia về pháp luật (vbpl.vn), hoặc hỏi nơi ban hành.",
        "The full text can be sought at vanban.chinhphu.vn or vbpl.vn, or from the issuer.",
    ),
    "law.not_loaded": Bilingual(
        "{name}, số {number} ngày {issued}: lời văn chưa có trong kho nên không trích được.",
        "{name}, No. {number} of {issued}: its words are not loaded, so they cannot be quoted.",
    ),
    # laws
    "law.says": Bilingual("{name} viết:", "{name} says:"),
    "law.says_near": Bilingual(
        "Gần câu hỏi nhất trong kho, chưa chắc đúng điều thầy cô cần – {name} viết:",
        "Nearest to the question, perhaps not what is meant – {name} says:",
    ),
    "law.also_near": Bilingual("Cũng gần câu hỏi: {name}, {place}.", "Also near the question: {name}, {place}."),
    "law.says_no_more": Bilingual(
        "{name} không còn hiệu lực ở phần này; để tham khảo, lời cũ viết:",
        "{name} is no longer in force here; for reference, its former words:",
    ),
    "law.says_older": Bilingual(
        "{name} (đã có văn bản mới hơn, số {by}) viết:", "{name} (there is a newer one, {by}) says:"
    ),
    "law.silent": Bilingual(
        "Không thấy {name} nói về điều này.",
        "I find nothing on this in {name}. Its words are Vietnamese; asking in Vietnamese may find more.",
    ),
    "law.no_place": Bilingual("{name} không có chỗ được hỏi.", "{name} has no such place."),
    "law.other_year": Bilingual(
        "Trong kho có {name} số {number}, không có bản năm {year}.",
        "{name}, No. {number}, is loaded; one of {year} is not.",
    ),
    "law.name_not_loaded": Bilingual(
        "{name}: lời văn chưa có trong kho nên không trích được.",
        "{name}: its words are not loaded, so they cannot be quoted.",
    ),
    "law.silent_numbered": Bilingual(
        "Trong kho, văn bản mang số đó là {name} ({title}); không thấy nói về điều này. Văn bản cùng số của nơi khác ban hành chưa có trong kho.",
        "The loaded document of that number is {name} ({title}); I find nothing on this there. One of the same number by another issuer is not loaded.",
    ),
    "stock.has": Bilingual("Có trong kho: {name}, số {number}.", "Loaded: {name}, No. {number}."),
    "stock.articles": Bilingual("{name}, bản trong kho, có {count} điều.", "{name}, as loaded, has {count} articles."),
    "stock.list": Bilingual(
        "Trong kho có {directives} văn bản chỉ đạo và {laws} văn bản pháp luật (luật, nghị định, thông tư…). Các luật: {names}.",
        "{directives} directives and {laws} laws, decrees and circulars are loaded. The laws: {names}.",
    ),
    "law.more": Bilingual(
        "Còn {count} đoạn nữa của phần này không in ở đây.", "{count} more passages are left out here."
    ),
    "law.behind": Bilingual(
        "Lời của luật được nhắc có trong kho: {name}, gần nhất là {places}. Hỏi tiếp theo tên luật để xem.",
        "The law named is loaded: {name}, nearest are {places}. Ask by the law's name to read them.",
    ),
    "law.amended": Bilingual(
        "{name} đã được sửa đổi, bổ sung hoặc bãi bỏ một phần bởi {numbers}; cần đối chiếu với văn bản đó.",
        "{name} has been amended or repealed in part by {numbers}; compare with it.",
    ),
    "law.not_amended": Bilingual(
        "Đến ngày {day}, trong kho không có văn bản nào sửa đổi, bổ sung {name}.",
        "By {day}, nothing loaded amends {name}.",
    ),
    "law.in_force": Bilingual(
        "Đến ngày {day}, trong kho không có văn bản nào thay thế hay bãi bỏ {name}.",
        "By {day}, nothing loaded replaces or repeals {name}.",
    ),
    "law.in_force.since": Bilingual(
        "Có hiệu lực từ {since}; đến ngày {day}, trong kho không có văn bản nào thay thế hay bãi bỏ ({name}).",
        "In force since {since}; by {day}, nothing loaded replaces or repeals it ({name}).",
    ),
    "law.in_force.since.old": Bilingual(
        "Có hiệu lực từ {since}; đến ngày {day}, trong kho không có văn bản nào thay thế hay bãi bỏ ({name}). Văn bản đã {years} năm: nên kiểm tra còn hiệu lực không.",
        "In force since {since}; by {day}, nothing loaded replaces or repeals it ({name}). It is {years} years old: check that it still holds.",
    ),
    "law.pending": Bilingual("Ngày {day}: {name} chưa có hiệu lực.", "On {day}: {name} is not yet in force."),
    "law.pending.since": Bilingual(
        "Ngày {day} chưa có hiệu lực; sẽ có hiệu lực từ {since} ({name}).",
        "Not yet in force on {day}; it will be from {since} ({name}).",
    ),
    "law.lapsed": Bilingual("Ngày {day}: {name} đã hết hiệu lực.", "On {day}: {name} has lapsed."),
    "law.lapsed.by": Bilingual(
        "Ngày {day}: {name} đã hết hiệu lực, theo văn bản số {by}.", "On {day}: {name} has lapsed, by {by}."
    ),
    "law.lapsed.since": Bilingual(
        "Đã hết hiệu lực từ {since} ({name}); không còn áp dụng vào ngày {day}.",
        "Lapsed since {since} ({name}); it did not apply on {day}.",
    ),
    "law.lapsed.since.by": Bilingual(
        "Đã hết hiệu lực từ {since}, theo văn bản số {by} ({name}); không còn áp dụng vào ngày {day}.",
        "Lapsed since {since}, by {by} ({name}); it did not apply on {day}.",
    ),
    "law.unknown.by": Bilingual(
        "Chưa rõ {name} còn hiệu lực vào ngày {day} hay không: đã có văn bản số {by}; cần đối chiếu.",
        "Whether {name} is in force on {day} is not known: there is {by}; compare with it.",
    ),
    "law.unknown.since.by": Bilingual(
        "Có văn bản mới hơn: số {by}, từ ngày {since}. Chưa rõ {name} còn hiệu lực vào ngày {day} hay không; cần đối chiếu.",
        "There is a newer one: {by}, since {since}. Whether {name} is in force on {day} is not known; compare with it.",
    ),
    "law.unknown": Bilingual(
        "Chưa rõ {name} có hiệu lực vào ngày {day} hay không: văn bản trong kho không cho biết.",
        "Whether {name} is in force on {day} is not known: the loaded documents do not say.",
    ),
    # notes
    "note.other_year": Bilingual(
        "Theo văn bản năm {year}, mới nhất hiện có trong kho.", "From the directive for {year}, the newest loaded."
    ),
    "note.assumed": Bilingual(
        "Đang hiểu thầy cô ở một trường của tỉnh {place}. Đơn vị khác: chọn lại loại đơn vị.",
        "Taken as a school in {place}. For another kind of unit, choose it.",
    ),
    "note.assumed_anywhere": Bilingual(
        "Đang hiểu thầy cô ở một trường. Đơn vị khác: chọn lại loại đơn vị.",
        "Taken as a school. For another kind of unit, choose it.",
    ),
    "note.reach": Bilingual("{reach}", "{reach}"),
    "note.no_due": Bilingual("Văn bản không nêu hạn cho việc nào.", "The document sets no deadline for any task."),
    "note.draft": Bilingual(
        "Danh sách này do máy lập từ văn bản, chưa có người duyệt.",
        "This list was drafted by the program and has not been reviewed.",
    ),
    # no answer
    "scope.out": Bilingual(
        "Câu này nằm ngoài các văn bản trong kho. Tôi trả lời về nhiệm vụ mà các văn bản chỉ đạo giao cho đơn vị; thầy cô thử hỏi “Năm nay trường tôi phải làm gì?”.",
        "This is outside the loaded documents. I answer about the tasks that directives set for your unit; try “What must my school do this year?”.",
    ),
    "scope.other_province": Bilingual(
        "Trong kho không có văn bản chỉ đạo của {place}; chỉ có của {here}. Thầy cô hỏi sở, phòng của địa phương để có văn bản.",
        "No directive of {place} is loaded, only those of {here}. Ask the department there for its letter.",
    ),
    "scope.no_province": Bilingual(
        "Trong kho không có văn bản chỉ đạo của {place}.", "No directive of {place} is loaded."
    ),
    "clarify": Bilingual(
        "Thầy cô muốn hỏi về việc nào? Ví dụ: kế hoạch, tuyên truyền, tập huấn, báo cáo.",
        "Which task do you mean? For example: plans, communication, training, reports.",
    ),
    "clarify.law": Bilingual(
        "Thầy cô muốn hỏi luật nào? Nhắn giúp tên hoặc số hiệu, ví dụ: Luật Bình đẳng giới, Nghị định 80/2017.",
        "Which law do you mean? Send its name or number, for example: Law on Gender Equality, Decree 80/2017.",
    ),
    "parts.left": Bilingual(
        "Câu “{part}” tôi chưa trả lời được ở đây; thầy cô hỏi riêng câu ấy nhé.",
        "I have not answered “{part}” here; please ask it on its own.",
    ),
    "safety.lead": Bilingual(
        "Bạn không có lỗi trong chuyện này, và có người giúp được ngay bây giờ. Nếu đang nguy hiểm, hãy rời tới chỗ có người và gọi:",
        "This is not your fault, and there are people who can help right now. If there is danger, go where others are and call:",
    ),
    "safety.numbers": Bilingual("Các số có thể gọi ngay, bất cứ lúc nào:", "Numbers to call at once, at any hour:"),
    "safety.despair": Bilingual(
        "Bạn đang phải chịu đựng nhiều quá. Bạn không một mình, và có người muốn nghe bạn ngay lúc này. Hãy gọi, hoặc nhờ người ở gần gọi giúp:",
        "You are carrying too much. You are not alone, and there are people who want to listen right now. Call, or ask someone near you to call:",
    ),
    "safety.witness": Bilingual(
        "Cảm ơn vì đã để ý và lên tiếng; người đó cần được giúp ngay. Giữ cho họ an toàn, lắng nghe, đừng tra hỏi, và gọi:",
        "Thank you for noticing and speaking up; that person needs help now. Keep them safe, listen, do not question, and call:",
    ),
    "safety.kept": Bilingual("Tin nhắn này không được lưu lại.", "This message is not kept."),
    "smalltalk.greeting": Bilingual(
        "Chào thầy cô! Tôi là Đầu Mối, giúp tra các việc mà văn bản chỉ đạo giao cho đơn vị. Hỏi thử: “Năm nay trường tôi phải làm gì?”",
        "Hello! I am Đầu Mối; I look up what directives ask of your unit. Try: “What must my school do this year?”",
    ),
    "smalltalk.thanks": Bilingual("Không có gì! Cần gì thầy cô cứ hỏi.", "You are welcome. Ask whenever you need."),
    "smalltalk.about": Bilingual(
        "Tôi là Đầu Mối, một chương trình trả lời từ chính lời của văn bản chỉ đạo: đơn vị phải làm gì, ở mục nào, văn bản có nêu hạn hay không. Điều văn bản không nói, tôi nói là không có.",
        "I am Đầu Mối, a program that answers from the directives' own words: what your unit must do, where it is written, whether a deadline is set. What they do not say, I say is not there.",
    ),
    "source": Bilingual("Nguồn: {documents}", "Source: {documents}"),
    # the terminal talk
    "chat.welcome": Bilingual(
        "Đầu Mối – hỏi về việc đơn vị phải làm theo văn bản chỉ đạo. Gõ câu hỏi, Enter để hỏi; gõ “thoát” để dừng.",
        "Đầu Mối – ask what directives oblige your unit to do. Type a question and Enter; “quit” stops.",
    ),
    "chat.documents": Bilingual("Văn bản trong kho: {documents}.", "Loaded: {documents}."),
    "chat.bye": Bilingual("Tạm biệt!", "Goodbye!"),
}

ACTS: dict[str, Bilingual] = {
    "plan": Bilingual("xây dựng kế hoạch", "plans"),
    "communicate": Bilingual("tuyên truyền, truyền thông", "communication"),
    "train": Bilingual("tập huấn", "training"),
    "review": Bilingual("rà soát, đánh giá", "review"),
    "fund": Bilingual("bố trí kinh phí", "funding"),
    "coordinate": Bilingual("phối hợp, triển khai", "coordination"),
    "inspect": Bilingual("kiểm tra, xử lý vi phạm", "inspection"),
    "report": Bilingual("báo cáo, đề xuất", "reporting"),
    "reward": Bilingual("khen thưởng", "rewards"),
}

RELATIONS: dict[str, Bilingual] = {
    "same": Bilingual("giữ nguyên", "kept"),
    "narrowed": Bilingual("thu hẹp", "narrowed"),
    "widened": Bilingual("mở rộng", "widened"),
    "reworded": Bilingual("diễn đạt lại, việc không đổi", "reworded, the duty is the same"),
    "added": Bilingual("thêm mới", "added"),
    "dropped": Bilingual("bỏ", "left out"),
}

KINDS_EN = {
    "công văn": "the official letter",
    "chỉ thị": "the directive",
    "kế hoạch": "the plan",
    "hướng dẫn": "the guidance",
    "luật": "the law",
    "nghị định": "the decree",
    "thông tư": "the circular",
}
