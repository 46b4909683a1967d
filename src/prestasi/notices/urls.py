"""Addresses of the inbox, the choices, the devices, the calendar feed and the outbox."""

from __future__ import annotations

from django.urls import path

from prestasi.notices.views import choices, devices, feed, inbox, letters

app_name = "notices"
urlpatterns = [
    path("pemberitahuan/", inbox.page, name="inbox"),
    path("pemberitahuan/<int:notice_id>/", inbox.open_notice, name="open"),
    path("pemberitahuan/terbaca/", inbox.read_all, name="read_all"),
    path("pemberitahuan/pilihan/", choices.page, name="choices"),
    path("pemberitahuan/bisukan/", choices.mute, name="mute"),
    path("pemberitahuan/kalender/", choices.make_feed, name="make_feed"),
    path("pemberitahuan/kalender/cabut/", choices.revoke_feed, name="revoke_feed"),
    path("pemberitahuan/perangkat/", devices.add, name="device_add"),
    path("pemberitahuan/perangkat/ganti/", devices.replace, name="device_replace"),
    path("pemberitahuan/perangkat/mati/", devices.turn_off, name="device_off"),
    path("pemberitahuan/perangkat/coba/", devices.try_out, name="device_try"),
    path("pemberitahuan/perangkat/<int:device_id>/hapus/", devices.remove, name="device_remove"),
    path("surel/bisukan/<str:token>/", choices.mute_by_letter, name="mute_by_letter"),
    path("kalender/<str:secret>.ics", feed.feed, name="feed"),
    path("sistem/surel/", letters.post, name="post"),
    path("sistem/surel/<int:letter_id>/kirim/", letters.requeue, name="requeue"),
]
