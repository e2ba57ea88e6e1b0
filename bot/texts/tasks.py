"""What is said around a unit's tasks: the list, a task's card, its copies to share and to print."""

from knowledge.model import Bilingual

TASKS: dict[str, Bilingual] = {
    "pages.gone": Bilingual(
        "Việc hoặc văn bản này không còn trong kho. Xem danh sách hiện nay: /nhiemvu",
        "This task or document is no longer loaded. The list as it is now: /nhiemvu",
    ),
    # the list
    "tasks.title": Bilingual("Việc năm {year} · {unit}", "Tasks of {year} · {unit}"),
    "tasks.title_of": Bilingual("Việc của văn bản năm {year} · {unit}", "Tasks of the directive of {year} · {unit}"),
    "tasks.count": Bilingual(
        "Có {count} việc, {reached} việc liên quan đến đơn vị của thầy cô.",
        "{count} tasks, {reached} of which reach your unit.",
    ),
    "tasks.count_unknown": Bilingual(
        "Có {count} việc; chưa rõ có giao cho đơn vị của thầy cô.",
        "{count} tasks; whether they are for your unit is not known.",
    ),
    "tasks.only": Bilingual("Chỉ xem: {acts_vi} – {count} việc.", "Only: {acts_en} – {count} tasks."),
    "tasks.choose_act": Bilingual("Xem loại việc nào?", "Which kind of task?"),
    "tasks.all": Bilingual("Tất cả ({count})", "All ({count})"),
    "tasks.over": Bilingual("đã qua", "over"),
    "mark.conditional": Bilingual("tùy đơn vị", "depends on the unit"),
    "mark.no": Bilingual("không giao cho đơn vị của thầy cô", "not for your unit"),
    "mark.unknown": Bilingual("chưa rõ có giao cho đơn vị của thầy cô", "not known whether it is for your unit"),
    "mark.unknown_all": Bilingual(
        "Chưa rõ các việc này có giao cho đơn vị của thầy cô.", "Whether these are for your unit is not known."
    ),
    # a task's card
    "applies.yes": Bilingual("Việc của đơn vị của thầy cô.", "A task of your unit."),
    "applies.conditional": Bilingual("○ Tùy đơn vị.", "○ It depends on your unit."),
    "applies.no": Bilingual("✕ Không giao cho đơn vị của thầy cô.", "✕ Not for your unit."),
    "applies.unknown": Bilingual(
        "? Chưa rõ có giao cho đơn vị của thầy cô.", "? Not known whether it is for your unit."
    ),
    "card.who": Bilingual("Ai làm", "Who"),
    "card.period": Bilingual("Thời gian", "Period"),
    "card.no_period": Bilingual("văn bản không nêu", "the document names none"),
    "card.over": Bilingual("đã hết", "over"),
    "card.due": Bilingual("Hạn", "Deadline"),
    "card.date": Bilingual("{due}", "{due}"),
    "card.no_due": Bilingual("văn bản không nêu hạn", "the document sets none"),
    "card.where": Bilingual("Ở đâu", "Where"),
    "card.evidence": Bilingual("Gợi ý minh chứng", "What could show it"),
    "card.reviewed": Bilingual("Đã có người đọc đối chiếu với văn bản.", "Checked against the document by a person."),
    "card.draft": Bilingual(
        "Bản nháp do máy lập, chưa ai duyệt: hãy xem nguyên văn.",
        "Drafted by the program, not reviewed by anyone: read the exact words.",
    ),
    # the source's words
    "words.before": Bilingual("Câu ngay trước:", "Right before:"),
    "words.after": Bilingual("Câu ngay sau:", "Right after:"),
    # against the level above
    "compare.relation": Bilingual("So với {above}: {relation_vi}.", "Against {above}: {relation_en}."),
    "compare.none": Bilingual(
        "Chưa có văn bản cấp trên để so.", "No directive of the level above is loaded to compare with."
    ),
    # answers
    "answer.more": Bilingual("… và {count} việc nữa.", "… and {count} more."),
    "answer.source": Bilingual("Nguồn {number_of}", "Source {number_of}"),
    "follow.who": Bilingual("Ai thực hiện việc: {title}?", "Who must do this: {title}?"),
    "follow.when": Bilingual("Hạn hoàn thành việc {title} là khi nào?", "What is the deadline for: {title}?"),
    "follow.compare": Bilingual(
        "So với {above}, việc “{title}” có gì khác?", "Compared with {above}, what differs in: {title}?"
    ),
    "next.who": Bilingual("Ai làm việc này?", "Who does this?"),
    "next.when": Bilingual("Hạn là khi nào?", "What is the deadline?"),
    "next.compare": Bilingual("So với {above} có gì khác?", "What did {above} say?"),
    # copies and files
    "share.left_out": Bilingual(
        "Không ghi ở đây: {count} việc mà văn bản không giao cho đơn vị.",
        "Left out: {count} tasks that are not for the unit.",
    ),
    "print.number": Bilingual("TT", "No."),
    "print.task": Bilingual("Việc", "Task"),
    "print.place": Bilingual("Ở đâu trong văn bản", "Where in the document"),
    "print.notes": Bilingual("Ghi chú", "Notes"),
    "print.caption": Bilingual("Bản in khổ A4, có cột để ghi chú.", "To print on A4, with a column for notes."),
    "file.original": Bilingual("Đúng tệp đã nạp vào kho.", "The very file that was loaded."),
    "file.words": Bilingual(
        "Lời văn như tôi đọc được; bản gốc có dấu ở nơi ban hành.",
        "The words as I read them; the sealed original is with the issuer.",
    ),
    # buttons
    "button.tasks": Bilingual("📋 Việc của đơn vị", "📋 My unit's tasks"),
    "button.filter": Bilingual("Lọc loại việc", "Filter"),
    "button.every": Bilingual("Tất cả việc", "All tasks"),
    "button.change": Bilingual("Đổi đơn vị · năm", "Unit · year"),
    "button.share": Bilingual("Bản để sao chép", "Text to copy"),
    "button.print": Bilingual("Bản in", "To print"),
    "button.words": Bilingual("Nguyên văn", "Exact words"),
    "button.compare": Bilingual("So với {above}", "Against {above}"),
    "button.ask": Bilingual("Hỏi về việc này", "Ask about this"),
    "button.file": Bilingual("Văn bản", "Document"),
    "button.card": Bilingual("◀ Việc này", "◀ This task"),
    "button.list": Bilingual("◀ Danh sách", "◀ The list"),
}
