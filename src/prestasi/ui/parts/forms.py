"""Form controls, error summary, sortable table heads, links that keep the query string."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import HttpRequest, QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
BARE = (forms.CheckboxInput, forms.FileInput, *GROUPS)


def is_group(field: BoundField) -> bool:
    """Whether the control is several controls, so that its label cannot point to one of them."""
    return isinstance(field.field.widget, GROUPS)


def control(field: BoundField, **attrs: Any) -> SafeString:
    """The input itself with class, description and state wired for assistive technology."""
    widget = field.field.widget
    described = [f"{field.auto_id}_h"] if field.help_text else []
    described += [f"{field.auto_id}_e{i}" for i, _error in enumerate(field.errors, 1)]
    given = dict(attrs)
    if not isinstance(widget, BARE):
        given["class"] = f"in {widget.attrs.get('class', '')} {attrs.get('class', '')}".strip()
    if isinstance(widget, forms.NumberInput):
        widget.input_type = "text"  # a number box refuses the decimal comma and forgets what was typed
        given.setdefault("inputmode", "decimal")
    if described:
        given["aria-describedby"] = " ".join(described)
    if field.errors:
        given["aria-invalid"] = "true"
    return mark_safe(field.as_widget(attrs=given))


def error_list(form: Any, extra: Any = ()) -> list[tuple[str, str]]:
    """[(id of the field or "", message)]: of a bound form, then of `extra` (dict field -> message, or pairs)."""
    found: list[tuple[str, str]] = []
    if isinstance(form, forms.BaseForm) and form.is_bound:
        for name, messages in form.errors.items():
            target = (
                "" if name == "__all__" or name not in form.fields else form[name].id_for_label or form[name].auto_id
            )
            found += [(target, str(m)) for m in messages]
    pairs = extra.items() if hasattr(extra, "items") else extra or ()
    return found + [(f"id_{name}" if name else "", str(message)) for name, message in pairs]


def query_link(request: HttpRequest | None, **changes: Any) -> str:
    """`?…` of this page with some parameters changed; None removes one. A changed filter goes back to page one."""
    params = request.GET.copy() if request else QueryDict(mutable=True)
    if "page" not in changes:
        params.pop("page", None)
    for name, value in changes.items():
        params.pop(name, None)
        if value not in (None, ""):
            params[name] = str(value)
    return "?" + params.urlencode()


def _next_sort(key: str, sort: str) -> str:
    return f"-{key}" if sort == key else key


def sort_head(request: HttpRequest | None, column: Any, sort: str) -> SafeString:
    """A table head. `column` is text, (text, sort key or "") or (text, key, class); `sort` is "key" or "-key"."""
    label, key, cls = (*column, "", "")[:3] if isinstance(column, (tuple, list)) else (column, "", "")
    named = format_html(' class="{}"', cls) if cls else ""
    if not key:
        return format_html('<th scope="col"{}>{}</th>', named, label)
    on = sort.lstrip("-") == key
    down = sort.startswith("-")
    state = format_html(' aria-sort="{}"', "descending" if down else "ascending") if on else ""
    arrow = (" ↓" if down else " ↑") if on else ""
    href = query_link(request, sort=_next_sort(key, sort))
    return format_html('<th scope="col"{}{}><a href="{}">{}{}</a></th>', named, state, href, label, arrow)


def hidden_fields(pairs: Iterable[tuple[str, Any]]) -> SafeString:
    """Hidden inputs for values a form carries along."""
    return mark_safe("".join(format_html('<input type="hidden" name="{}" value="{}">', n, v) for n, v in pairs))


def stepper(name: str, value: Any, id: str = "", step: Any = 1, label: str = "", described: str = "") -> SafeString:
    """The big check-in number with minus and plus; the buttons work where the script runs, typing works everywhere."""
    input_id = id or f"id_{name}"
    aria = format_html(' aria-describedby="{}"', described) if described else ""
    return format_html(
        '<div class="step-in" data-step="{}"><button type="button" data-by="-1" aria-label="{}">−</button>'
        '<input class="in" id="{}" name="{}" inputmode="decimal" autocomplete="off" value="{}"{}>'
        '<button type="button" data-by="1" aria-label="{}">+</button></div>',
        step, _("Kurangi: %s") % label, input_id, name, "" if value is None else value, aria, _("Tambah: %s") % label,
    )  # fmt: skip
