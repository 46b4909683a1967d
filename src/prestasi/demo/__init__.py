"""One whole government with fictional people: real units and goals, two years of performance, loaded in one go."""

from __future__ import annotations

from prestasi.demo.load import load

__all__ = ["load"]
