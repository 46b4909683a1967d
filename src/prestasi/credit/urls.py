"""Credit points (*angka kredit*) of functional officials."""

from __future__ import annotations

from django.urls import URLPattern, path

from prestasi.credit.views import accounts, determinations, openings

app_name = "credit"
urlpatterns: list[URLPattern] = [
    path("angka-kredit/saya/", accounts.mine, name="mine"),
    path("angka-kredit/", accounts.accounts, name="list"),
    path("angka-kredit/<int:person_id>/", accounts.account, name="account"),
    path("angka-kredit/<int:person_id>/saldo-awal/", openings.new, name="opening_new"),
    path("angka-kredit/saldo-awal/<int:opening_id>/putuskan/", openings.decide, name="opening_decide"),
    path("angka-kredit/saldo-awal/<int:opening_id>/berkas/", openings.file, name="opening_file"),
    path("angka-kredit/<int:person_id>/pak/", determinations.ask, name="pak_ask"),
    path("angka-kredit/pak/<int:determination_id>/", determinations.pak, name="pak"),
    path("angka-kredit/pak/<int:determination_id>/putuskan/", determinations.decide, name="pak_decide"),
]
