"""Finds the pages of a role: its menu, and what can be reached from there by links, one page of each kind."""

from __future__ import annotations

import re
from collections import deque
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.browser.site import Site

LINK = re.compile(r'<a [^>]*href="([^"#]+)"')
NOT_PAGES = re.compile(
    r"\.pdf|\.csv|\.xlsx|/unduh|/berkas/|/pratinjau/|/templat|/cetak|/keluar/|/static/|/galeri/|/langsung/"
)
MOST = 150
ALWAYS = ("/hari-ini/",)


def kind(path: str) -> str:
    """The path with its numbers taken out; pages that differ only in numbers are of one kind, and so are documents."""
    numbered = re.sub(r"/(PR-\d{4}-\d+|i-[a-z0-9-]+|[rp]?\d+)(?=/)", "/N", urlsplit(path).path)
    return re.sub(r"^/dokumen/[a-z-]+/N/$", "/dokumen/N/", numbered)


def crawl(request: Any, site: Site, starts: tuple[str, ...], seen: set[str]) -> list[str]:
    """Paths of the pages that answer, nearest first; kinds in `seen` (of roles visited before) are left out."""
    known, queue = {kind(path) for path in starts}, deque(starts)
    found: list[str] = []
    while queue and len(found) < MOST:
        path = queue.popleft()
        answer = request.get(site.at(path))
        if not answer.ok or "text/html" not in answer.headers.get("content-type", ""):
            continue
        here = answer.url.removeprefix(site.url)
        if here not in found and (kind(here) not in seen or here in ALWAYS):
            seen.add(kind(here))
            found.append(here)
        for target in links(answer.text(), here):
            if kind(target) not in known:
                known.add(kind(target))
                queue.append(target)
    return found


def links(html: str, here: str) -> list[str]:
    """Addresses on this site that a page links to, without queries."""
    targets = [urljoin(here, href.replace("&amp;", "&")) for href in LINK.findall(html)]
    paths = [urlsplit(target).path for target in targets if target.startswith("/") and not target.startswith("//")]
    return [path for path in dict.fromkeys(paths) if not NOT_PAGES.search(path)]
