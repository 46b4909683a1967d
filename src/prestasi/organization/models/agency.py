from __future__ import annotations

from django.db import models


class Agency(models.Model):
    """*Instansi*: the one government this installation serves (a single row)."""

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=60)
    area = models.CharField(max_length=30)
    level = models.CharField(max_length=20, choices=[("province", "Provinsi"), ("regency", "Kabupaten/Kota")])
    head_title = models.CharField(max_length=60)
    brand_hue = models.PositiveSmallIntegerField(default=265)
    timezone = models.CharField(max_length=40, default="Asia/Jakarta")
    zone_label = models.CharField(max_length=5, default="WIB")
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(brand_hue__lt=360), name="agency_hue_range")]

    def __str__(self) -> str:
        return self.name
