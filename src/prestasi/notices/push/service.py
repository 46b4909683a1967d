"""One call to a push service: what is said, and what it answered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256

import urllib3

from prestasi.notices.push import keys, sealing
from prestasi.notices.push.addresses import Target, target_of

TIMEOUT = urllib3.Timeout(connect=4, read=8)
MOST_READ = 200
# Low may wait for the charger, high wakes a sleeping device (RFC 8030, section 5.3).
URGENCY = {"digest": "low", "deadline": "normal", "security": "high", "trial": "high"}


@dataclass(frozen=True, slots=True)
class Sending:
    """Everything about one message. `tag` is the same when it comes twice; `ttl_s` how long the service may keep it."""

    endpoint: str
    public_key: str
    auth: str
    tag: str
    body: str
    url: str
    kind: str
    ttl_s: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and a few words of the service; `wait_s` when it says how long to leave it alone."""

    status: int
    words: str = ""
    wait_s: int = 0


def tag_of(effect_key: str) -> str:
    """The name by which a repeated message replaces the former one, at the service and on the device."""
    return sha256(effect_key.encode()).hexdigest()[:32]


def deliver(sending: Sending) -> Answer:
    """Raises Unsafe for an address that is never called, OSError or urllib3's HTTPError when nobody answered."""
    target = target_of(sending.endpoint)
    told = {"title": "Prestasi", "body": sending.body, "url": sending.url, "tag": sending.tag}
    sealed = sealing.seal(json.dumps(told, ensure_ascii=False).encode(), sending.public_key, sending.auth)
    with _pool(target) as pool:
        answer = pool.urlopen(
            "POST", target.path, body=sealed, headers=_headers(sending, target), retries=False, redirect=False,
            preload_content=False,
        )  # fmt: skip
        words = answer.read(MOST_READ).decode(errors="replace") if answer.status >= 300 else ""
        return Answer(answer.status, words, _seconds(answer.headers.get("Retry-After", "")))


def _pool(target: Target) -> urllib3.HTTPConnectionPool:
    """To the number that was looked at; the certificate has to be that of the name."""
    if target.is_plain:
        return urllib3.HTTPConnectionPool(target.ip, target.port, timeout=TIMEOUT)
    return urllib3.HTTPSConnectionPool(
        target.ip, target.port, timeout=TIMEOUT, cert_reqs="CERT_REQUIRED", server_hostname=target.host,
        assert_hostname=target.host,
    )  # fmt: skip


def _headers(sending: Sending, target: Target) -> dict[str, str]:
    return {
        "Host": f"{target.host}:{target.port}" if target.is_plain else target.host,
        "Authorization": keys.authorization(sending.endpoint), "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream", "TTL": str(sending.ttl_s), "Urgency": URGENCY[sending.kind],
        "Topic": sending.tag,
    }  # fmt: skip


def _seconds(text: str) -> int:
    return min(int(text), 6 * 3600) if text.isdecimal() else 0
