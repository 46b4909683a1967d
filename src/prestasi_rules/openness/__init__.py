"""Openness, privacy and participation: KIP, PDP, retention, explained inputs, FKP."""
