"""Indeks Profesionalitas ASN."""
