"""`{% idempotency_key %}`: the hidden field that makes a form count once; every template has it."""

from __future__ import annotations

import uuid

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def idempotency_key() -> SafeString:
    """A fresh key each time the form is drawn; `audit.actions.record.once` does the act once per key."""
    return format_html('<input type="hidden" name="key" value="{}">', uuid.uuid4())
