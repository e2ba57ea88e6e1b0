"""What the bot says when it reminds, and to those who let it."""

from knowledge.model import Bilingual

REMINDERS: dict[str, Bilingual] = {
    # a reminder
    "reminder.head": Bilingual("🔔 Nhắc báo cáo: {name}", "🔔 Reminder to report: {name}"),
    "reminder.news_head": Bilingual("📣 Kỳ báo cáo mới: {name}", "📣 A new reporting period: {name}"),
    "reminder.asked": Bilingual("{unit} có {expected} việc cần báo cáo.", "{unit} is to report on {expected} tasks."),
    "reminder.left": Bilingual(
        "{unit} còn {left}/{expected} việc chưa báo cáo.", "{unit} has not reported on {left} of {expected} tasks."
    ),
    "reminder.units_left": Bilingual(
        "Còn {left}/{expected} đơn vị dưới {unit} chưa báo cáo đủ.",
        "{left} of {expected} units below {unit} have not reported on everything.",
    ),
    "reminder.due": Bilingual(
        "Hạn {due}, do nơi mở kỳ báo cáo đặt; văn bản chỉ đạo không đặt hạn này.",
        "Due {due}: a day set by whoever opened the period, not by the directive.",
    ),
    "reminder.overdue": Bilingual(
        "Đã quá hạn {due} (nơi mở kỳ báo cáo đặt; văn bản chỉ đạo không đặt hạn này). Bây giờ vẫn báo cáo được.",
        "It was due {due} (a day set by whoever opened the period, not by the directive). You can still report.",
    ),
    "reminder.button": Bilingual("🔔 Nhắc báo cáo", "🔔 Reminders"),
    "reminder.report": Bilingual("📝 Báo cáo ngay", "📝 Report now"),
    "reminder.progress": Bilingual("📊 Xem tiến độ", "📊 See progress"),
    "reminder.silence": Bilingual("🔕 Thôi nhắc kỳ này", "🔕 No more for this period"),
    "reminder.again": Bilingual("🔔 Nhắc lại như trước", "🔔 Remind me again"),
    "reminder.silenced": Bilingual(
        "Vâng, tôi sẽ không nhắc thầy cô về kỳ “{name}” nữa. Hạn vẫn là {due}; báo cáo lúc nào cũng được bằng /baocao.",
        "Fine, no more reminders about “{name}”. It is still due {due}; report any time with /baocao.",
    ),
    "reminder.not_silenced": Bilingual(
        "Tôi sẽ lại nhắc thầy cô về kỳ “{name}” (hạn {due}) khi còn việc chưa báo cáo.",
        "I will remind you of “{name}” (due {due}) again while something is not reported.",
    ),
    # for those who let the bot remind
    "reminder.not_allowed": Bilingual(
        "Nhắc báo cáo dành cho thủ trưởng và người quản trị.", "Reminding is for heads and administrators."
    ),
    "reminder.no_period": Bilingual("Không có kỳ báo cáo nào đang mở.", "No reporting period is open."),
    "reminder.choose": Bilingual("Nhắc báo cáo của kỳ nào?", "Remind for which period?"),
    "reminder.period_closed": Bilingual(
        "Kỳ báo cáo “{name}” đã đóng, không nhắc nữa.", "The period “{name}” is closed; nobody is reminded."
    ),
    "reminder.title": Bilingual("Nhắc báo cáo: {name} – hạn {due}", "Reminders: {name} – due {due}"),
    "reminder.silent": Bilingual(
        "{silent}/{units} đơn vị chưa báo cáo đủ.", "{silent} of {units} units have not reported on everything."
    ),
    "reminder.all_reported": Bilingual(
        "Tất cả {units} đơn vị đã báo cáo đủ: không phải nhắc ai.",
        "All {units} units have reported: nobody needs reminding.",
    ),
    "reminder.plan": Bilingual(
        "Tôi sẽ tự nhắc riêng từng người, nếu đến lúc đó đơn vị chưa báo cáo đủ:",
        "I will remind each person in private, unless the unit has reported by then:",
    ),
    "reminder.step": Bilingual(
        "– {at}: {who} ({people} người, {units} đơn vị)", "– {at}: {who} (people: {people}, units: {units})"
    ),
    "reminder.no_steps": Bilingual("Không còn lần nhắc tự động nào.", "No automatic reminder is left."),
    "audience.officer": Bilingual("cán bộ đầu mối", "focal officers"),
    "audience.head": Bilingual("thủ trưởng", "heads of units"),
    "audience.above": Bilingual(
        "người quản trị cấp trên, chỉ số lượng", "administrators of the level above, numbers only"
    ),
    "reminder.unreached": Bilingual(
        "{count} đơn vị chưa có ai để nhắc: {units}. Mời cán bộ đầu mối: /moi tên đơn vị",
        "Units with nobody to remind: {count} ({units}). Invite their focal officers: /moi and the unit's name",
    ),
    "reminder.more_unreached": Bilingual("và {count} đơn vị khác", "and {count} others"),
    "reminder.invite": Bilingual("✉️ Mời: {unit}", "✉️ Invite: {unit}"),
    "reminder.blocked_people": Bilingual(
        "{count} người đã chặn bot: chờ họ nhắn lại mới nhắc được.",
        "People who have blocked the bot: {count}. They can be reminded once they write again.",
    ),
    "reminder.silenced_people": Bilingual(
        "{count} người đã tắt nhắc kỳ này.", "People who want no reminders: {count}."
    ),
    "reminder.so_far": Bilingual("Cho đến nay: {states}.", "So far: {states}."),
    "reminder.queued": Bilingual("{count} đang chờ gửi", "{count} waiting"),
    "reminder.sending": Bilingual("{count} đang gửi", "{count} being sent"),
    "reminder.sent": Bilingual("{count} đã gửi", "{count} sent"),
    "reminder.failed": Bilingual("{count} không gửi được", "{count} failed"),
    "reminder.blocked": Bilingual("{count} bị chặn", "{count} blocked"),
    "reminder.uncertain": Bilingual("{count} chưa rõ đã đến hay chưa", "{count} of which it is not known"),
    "reminder.cancelled": Bilingual("{count} thôi vì không cần nữa", "{count} not needed any more"),
    "reminder.now_button": Bilingual("🔔 Nhắc ngay {people} người", "🔔 Remind now: {people}"),
    "reminder.sure_now": Bilingual(
        "Nhắc {people} người của {units} đơn vị chưa báo cáo đủ kỳ “{name}”? Mỗi người một tin riêng, mỗi ngày nhiều nhất một lần nhắc tay.",
        "Send reminders about “{name}” (people: {people}, of units that have not reported: {units})? Each in private, by hand at most once a day.",
    ),
    "reminder.sure_later": Bilingual(
        "Đang giờ yên tĩnh: tin sẽ gửi từ {at}.", "These are quiet hours: they go out from {at}."
    ),
    "reminder.yes_now": Bilingual("✅ Nhắc", "✅ Remind"),
    "reminder.back": Bilingual("◀ Quay lại", "◀ Back"),
    "reminder.refresh": Bilingual("🔄 Xem lại", "🔄 Refresh"),
    "reminder.queued_now": Bilingual("Đã xếp {count} tin vào hàng chờ gửi.", "{count} reminders wait to be sent."),
    "reminder.queued_later": Bilingual(
        "Đã xếp {count} tin; gửi từ {at}, hết giờ yên tĩnh.",
        "{count} reminders wait; they go out from {at}, after the quiet hours.",
    ),
    "reminder.nobody": Bilingual(
        "Không có ai để nhắc thêm: đã báo cáo đủ, hôm nay đã nhắc, đã tắt nhắc, hoặc chưa có cán bộ đầu mối.",
        "Nobody more to remind: all reported, reminded today, silenced, or no focal officer yet.",
    ),
    "reminder.how": Bilingual(
        "Bấm nút dưới đây để xem ai chưa báo cáo và nhắc ngay; hoặc gõ /nhac.",
        "Press below to see who has not reported and to remind them at once; or type /nhac.",
    ),
    "reminder.done_today": Bilingual(
        "Hôm nay đã nhắc: {count} tin đã xếp trước đó. Không còn ai để nhắc thêm.",
        "Reminded today: {count} queued before. There is nobody more to remind.",
    ),
    "reminder.no_sender": Bilingual(
        "Bot chưa chạy nên chưa gửi được; chạy “daumoi bot”, tin sẽ tự đi.",
        "The bot is not running, so nothing is sent yet; run “daumoi bot” and they will go out.",
    ),
    "reminder.none_yet": Bilingual("Chưa nhắc ai.", "Nobody has been reminded yet."),
}
