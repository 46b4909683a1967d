"""Sistem merit: the instruments of 2018 and 2025. Their scores are not comparable."""
