"""Addresses of the visual language itself."""

from django.urls import path

from prestasi.ui.views import gallery, pages, palette, pwa

app_name = "ui"
urlpatterns = [
    path("merek.css", pages.brand, name="brand"),
    path("menu/", pages.menu, name="menu"),
    path("situs-resmi/", pages.official, name="official"),
    path("luring/", pages.offline, name="offline"),
    path("luring/catat/", pwa.offline_form, name="offline_form"),
    path("pekerja.js", pwa.worker, name="worker"),
    path("prestasi.webmanifest", pwa.manifest, name="manifest"),
    path("cari/", palette.palette, name="palette"),
    path("galeri/", gallery.gallery, name="gallery"),
]
