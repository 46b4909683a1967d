"""Dashboards, the live stream, the control room and the public front page."""
