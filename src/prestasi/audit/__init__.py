"""Append-only events and receipts."""
