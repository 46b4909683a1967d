"""Somebody who is signed in and uses pages as they are: reads a form, fills it in, sends it."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

REDIRECTS = frozenset({301, 302, 303})
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL | re.IGNORECASE)
Given = str | list[str]
Heard = Callable[["Answer"], None]


class Refused(AssertionError):
    """An answer that nobody expected."""


@dataclass
class Form:
    """One form of a page with the values it was served with."""

    action: str
    values: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, **given: Given) -> list[tuple[str, str]]:
        """The served values with the given ones in their place; a list is sent as several values of one name."""
        kept = [(name, value) for name, value in self.values if name not in given]
        sent = [(name, one) for name, value in given.items() for one in ([value] if isinstance(value, str) else value)]
        return [*kept, *sent]


@dataclass
class Page:
    """An answer."""

    path: str
    status: int
    text: str

    @property
    def forms(self) -> list[Form]:
        """All forms that post, in the order of the page. Only what stands in a form is parsed."""
        return list(self._read(FORM.findall(self.text)))

    def form(self, pattern: str) -> Form | None:
        """The first form whose address matches."""
        return next((form for form in self._read(FORM.findall(self.text)) if re.search(pattern, form.action)), None)

    def _read(self, pieces: Iterable[str]) -> Iterable[Form]:
        for piece in pieces:
            reader = _Reader(self.path)
            reader.feed(piece)
            yield from reader.forms

    def links(self, pattern: str) -> list[str]:
        """Addresses that match, in the order of the page, each once."""
        return list(dict.fromkeys(re.findall(rf'href="({pattern})"', self.text)))

    def names(self, pattern: str) -> list[str]:
        """Names of fields that match as a whole, each once."""
        return list(dict.fromkeys(re.findall(rf'name="({pattern})"', self.text)))

    def first_choice(self, name: str) -> str:
        """The first value that a list or a group of buttons of that name offers."""
        found = re.search(rf'<select[^>]*name="{name}".*?<option value="([^"]+)"', self.text, re.DOTALL)
        found = found or re.search(rf'name="{name}"[^>]*value="([^"]+)"', self.text)
        return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is told of each request: verb, address without the query, status, seconds, where it led."""

    verb: str
    path: str
    status: int
    seconds: float
    location: str = ""


class _Reader(HTMLParser):
    """Forms with what a browser would send: hidden fields, texts, the chosen options."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.forms = path, []  # type: str, list[Form]
        self.inside, self.area, self.select = False, "", ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.inside = given.get("method", "").lower() == "post"
            if self.inside:
                self.forms.append(Form(urljoin(self.path, given.get("action") or self.path)))
        elif self.inside and tag == "input" and given.get("name"):
            self._input(given)
        elif self.inside and tag == "select":
            self.select = given.get("name", "")
        elif self.inside and tag == "option" and self.select and "selected" in given:
            self.forms[-1].values.append((self.select, given.get("value", "")))
        elif self.inside and tag == "textarea":
            self.area = given.get("name", "")
            self.forms[-1].values.append((self.area, ""))

    def _input(self, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in ("submit", "button", "file", "image") or (kind in ("radio", "checkbox") and "checked" not in given):
            return
        self.forms[-1].values.append((given["name"], given.get("value", "on" if kind == "checkbox" else "")))

    def handle_data(self, data: str) -> None:
        if self.inside and self.area:
            name, before = self.forms[-1].values[-1]
            self.forms[-1].values[-1] = (name, (before + data).removeprefix("\n"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""


class Visitor:
    """One signed-in person with one kept-alive connection.

    `heard` is told of every answer, `receive` of where each act led.
    """

    def __init__(self, port: int, cookies: dict[str, str], name: str = "", heard: Heard = lambda answer: None) -> None:
        self.port, self.cookies, self.name, self.heard = port, cookies, name, heard
        self.line, self.turn = http.client.HTTPConnection("127.0.0.1", port, timeout=120), threading.Lock()
        self.since = time.monotonic()
        self.receive: Callable[[Visitor, str], None] = lambda who, path: None

    def get(self, path: str) -> Page:
        return self._ask("GET", path)

    def send(self, form: Form, expected: frozenset[int] = REDIRECTS, **given: Given) -> Page:
        """`post` with the values as keywords."""
        return self.post(form, given, expected)

    def post(self, form: Form, given: Mapping[str, Given], expected: frozenset[int] = REDIRECTS) -> Page:
        """Send a form; Refused unless the answer is of an expected status. The path of the page is where it led."""
        answer = self._ask("POST", form.action, urlencode(form.filled(**given)))
        if answer.status not in expected:
            raise Refused(f"{self.name}: POST {form.action} answered {answer.status}: {_told(answer.text)}")
        if answer.status in REDIRECTS:
            self.receive(self, answer.path)
        return answer

    def button(self, action: str, page: str) -> Form:
        """A form that is one button, with the token of this session (from `page` when there is none yet)."""
        if "csrftoken" not in self.cookies:
            self.get(page)
        return Form(action, [("csrfmiddlewaretoken", self.cookies.get("csrftoken", ""))])

    def close(self) -> None:
        self.line.close()

    def _ask(self, verb: str, path: str, body: str = "") -> Page:
        head = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "Accept-Language": "id"}
        if verb == "POST":
            head |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        with self.turn:
            began = time.monotonic()
            answer, text = self._answered(verb, path, body, head)
            took = time.monotonic() - began
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _is, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        location = answer.headers["Location"] if answer.status in REDIRECTS else ""
        self.heard(Answer(verb, path.partition("?")[0], answer.status, took, location))
        if location:
            path = urlsplit(urljoin(path, location))._replace(scheme="", netloc="").geturl()
        if answer.status >= 500:
            raise Refused(f"{self.name}: {verb} {path} answered {answer.status}: {_told(text)}")
        return Page(path, answer.status, text)

    def _answered(self, verb: str, path: str, body: str, head: dict[str, str]) -> tuple[http.client.HTTPResponse, str]:
        """Ask, and ask again when a kept-alive connection had been closed: the key of a form makes that harmless."""
        for again in (True, False):
            try:
                self.line.request(verb, path, body, head)
                answer = self.line.getresponse()
                return answer, answer.read().decode("utf-8", "replace")
            except (http.client.RemoteDisconnected, ConnectionError):
                self.line.close()
                if not again:
                    raise
        raise AssertionError("unreachable")


def _told(text: str) -> str:
    """What a refusing page says, without its tags."""
    if said := re.findall(r'class="(?:err|errorlist)[^"]*"[^>]*>(.*?)</(?:p|ul)>', text, re.DOTALL):
        text = " / ".join(said)
    main = re.search(r"<main.*?</main>", text, re.DOTALL)
    words = re.sub(r"<[^>]+>", " ", main[0] if main else text)
    return " ".join(words.split())[:400]
