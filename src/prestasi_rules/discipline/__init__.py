"""Disiplin: absence ladder, effect of a decision, objection and appeal, blocks of a career."""
