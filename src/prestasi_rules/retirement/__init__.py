"""Pensiun: retirement dates and forecast of vacancies."""
