"""Somebody who is signed in and uses pages as they are: reads a form, fills it in, sends it."""

from __future__ import annotations

import http.client
import re
import threading
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

REDIRECTS = frozenset({301, 302, 303})


class Refused(AssertionError):
    """An answer that nobody expected."""


@dataclass
class Form:
    """One form of a page with the values it was served with."""

    action: str
    values: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, **given: str) -> list[tuple[str, str]]:
        """The served values with the given ones in their place."""
        kept = [(name, value) for name, value in self.values if name not in given]
        return [*kept, *given.items()]


@dataclass
class Page:
    """An answer."""

    path: str
    status: int
    text: str

    @property
    def forms(self) -> list[Form]:
        reader = _Reader(self.path)
        reader.feed(self.text)
        return reader.forms

    def form(self, pattern: str) -> Form | None:
        """The first form whose address matches."""
        return next((form for form in self.forms if re.search(pattern, form.action)), None)

    def links(self, pattern: str) -> list[str]:
        """Addresses that match, in the order of the page, each once."""
        return list(dict.fromkeys(re.findall(rf'href="({pattern})"', self.text)))


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
    """One signed-in person with one kept-alive connection. `sent` counts requests."""

    def __init__(self, port: int, cookies: dict[str, str], name: str = "") -> None:
        self.port, self.cookies, self.name, self.sent = port, cookies, name, 0
        self.line, self.turn = http.client.HTTPConnection("127.0.0.1", port, timeout=120), threading.Lock()

    def get(self, path: str) -> Page:
        return self._ask("GET", path)

    def send(self, form: Form, expected: frozenset[int] = REDIRECTS, **given: str) -> Page:
        """Send a form; Refused unless the answer is of an expected status. The path of the page is where it led."""
        body = urlencode(form.filled(**given))
        answer = self._ask("POST", form.action, body)
        if answer.status not in expected:
            raise Refused(f"{self.name}: POST {form.action} answered {answer.status}: {_told(answer.text)}")
        return answer

    def _ask(self, verb: str, path: str, body: str = "") -> Page:
        head = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "Accept-Language": "id"}
        if verb == "POST":
            head |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        with self.turn:
            answer, text = self._answered(verb, path, body, head)
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _is, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status in REDIRECTS:
            path = urlsplit(urljoin(path, answer.headers["Location"]))._replace(scheme="", netloc="").geturl()
        if answer.status >= 500:
            raise Refused(f"{self.name}: {verb} {path} answered {answer.status}: {_told(text)}")
        return Page(path, answer.status, text)

    def _answered(self, verb: str, path: str, body: str, head: dict[str, str]) -> tuple[http.client.HTTPResponse, str]:
        """Ask, and ask again when a kept-alive connection had been closed: the key of a form makes that harmless."""
        for again in (True, False):
            try:
                self.line.request(verb, path, body, head)
                answer = self.line.getresponse()
                self.sent += 1
                return answer, answer.read().decode("utf-8", "replace")
            except (http.client.RemoteDisconnected, ConnectionError):
                self.line.close()
                if not again:
                    raise
        raise AssertionError("unreachable")


def _told(text: str) -> str:
    """What a refusing page says, without its tags."""
    main = re.search(r"<main.*?</main>", text, re.DOTALL)
    words = re.sub(r"<[^>]+>", " ", main[0] if main else text)
    return " ".join(words.split())[:400]
