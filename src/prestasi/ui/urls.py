"""Addresses of the visual language itself."""

from django.urls import path

from prestasi.ui.views import gallery, pages, palette

app_name = "ui"
urlpatterns = [
    path("merek.css", pages.brand, name="brand"),
    path("menu/", pages.menu, name="menu"),
    path("situs-resmi/", pages.official, name="official"),
    path("luring/", pages.offline, name="offline"),
    path("cari/", palette.palette, name="palette"),
    path("galeri/", gallery.gallery, name="gallery"),
]
