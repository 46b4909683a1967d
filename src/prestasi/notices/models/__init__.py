from prestasi.notices.models.choice import CalendarFeed, MailChoice, Mute
from prestasi.notices.models.device import PushMessage, PushSubscription
from prestasi.notices.models.letter import Letter, Nudge
from prestasi.notices.models.notice import Notice

__all__ = ["CalendarFeed", "Letter", "MailChoice", "Mute", "Notice", "Nudge", "PushMessage", "PushSubscription"]
