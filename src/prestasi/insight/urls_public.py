from django.urls import path

from prestasi.insight.views import public

app_name = "public"
urlpatterns = [
    path("", public.home, name="home"),
    path("angka/<slug:code>/", public.figure, name="figure"),
    path("cara-kami-menilai/", public.about, name="about"),
]
