"""Prestasi: merit-based performance and career platform for Indonesian regional governments."""

__version__ = "0.1.0"
