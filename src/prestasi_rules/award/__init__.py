"""Penghargaan: Satyalancana Karya Satya and regional service awards."""
