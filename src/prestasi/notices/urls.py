"""Addresses of the inbox, the choices, the calendar feed and the outbox."""

from __future__ import annotations

from django.urls import path

from prestasi.notices.views import choices, feed, inbox, letters

app_name = "notices"
urlpatterns = [
    path("pemberitahuan/", inbox.page, name="inbox"),
    path("pemberitahuan/<int:notice_id>/", inbox.open_notice, name="open"),
    path("pemberitahuan/terbaca/", inbox.read_all, name="read_all"),
    path("pemberitahuan/pilihan/", choices.page, name="choices"),
    path("pemberitahuan/bisukan/", choices.mute, name="mute"),
    path("pemberitahuan/kalender/", choices.make_feed, name="make_feed"),
    path("pemberitahuan/kalender/cabut/", choices.revoke_feed, name="revoke_feed"),
    path("surel/bisukan/<str:token>/", choices.mute_by_letter, name="mute_by_letter"),
    path("kalender/<str:secret>.ics", feed.feed, name="feed"),
    path("sistem/surel/", letters.post, name="post"),
    path("sistem/surel/<int:letter_id>/kirim/", letters.requeue, name="requeue"),
]
