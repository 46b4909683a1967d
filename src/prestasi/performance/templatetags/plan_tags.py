"""`{% load plan_tags %}`: what every form of a plan carries along."""

from __future__ import annotations

import uuid
from urllib.parse import urlsplit

from django import forms, template
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def guards(form: forms.Form) -> SafeString:
    """The hidden fields (key, version) and the hidden initial values of an edit form."""
    hidden = [str(field) for field in form.hidden_fields()]
    initial = [f.as_hidden(only_initial=True) for f in form.visible_fields() if f.field.show_hidden_initial]
    return mark_safe("".join([*hidden, *initial]))


@register.simple_tag
def act_key() -> SafeString:
    """A fresh idempotency key for a form that is one button."""
    return format_html('<input type="hidden" name="key" value="{}">', uuid.uuid4())


@register.simple_tag(takes_context=True)
def remaining(context: template.Context, form: forms.Form) -> list[forms.BoundField]:
    """The visible fields that the comparison of a conflict does not show already."""
    beside = context.get("clashing") or ()
    return [field for field in form.visible_fields() if field.name not in beside]


@register.simple_tag(takes_context=True)
def open_link(context: template.Context, key: str) -> str:
    """The address of the tree with one more branch open, for those without script."""
    request = context["request"]
    inside = request.htmx and request.htmx.current_url
    params = QueryDict(urlsplit(inside).query if inside else request.GET.urlencode(), mutable=True)
    opened = [k for k in params.get("buka", "").split(",") if k]
    params["buka"] = ",".join([*opened, key])
    return f"{reverse('performance:goal_tree')}?{params.urlencode()}#{key}"
