"""When two entries tell the same: the same address but for what only counts visitors, or nearly the same title within days."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from imap.core.excerpt import WORD, fold

COUNTS_VISITORS = re.compile(
    r"^(utm_.*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_cid|mc_eid|_hsenc|_hsmi|vero_id|oly_anon_id|"
    r"oly_enc_id|cmpid|ocid|ns_campaign|ns_source|ns_mchannel|at_medium|at_campaign|xtor|wt_mc|ref|ref_src|referrer)$",
    re.IGNORECASE,
)
USUAL_PORTS = {"http": 80, "https": 443}
NEAR = 0.8
DAYS = 3


def canonical(url: str) -> str:
    """An address for comparing: no scheme, no `www.`, no fragment, nothing that counts visitors, the rest in order."""
    if not url:
        return ""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").rstrip(".")
    port = f":{parts.port}" if parts.port and parts.port != USUAL_PORTS.get(parts.scheme) else ""
    query = [
        (k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not COUNTS_VISITORS.match(k)
    ]
    asked = f"?{urlencode(sorted(query))}" if query else ""
    return f"{host}{port}{parts.path.rstrip('/')}{asked}"[:500]


def folded(title: str) -> str:
    """A title for comparing: its words as a reader would type them."""
    return " ".join(fold(word) for word in WORD.findall(title))[:300]


def near(one: str, other: str) -> bool:
    """Nearly the same words; short titles have to be the same."""
    first, second = set(one.split()), set(other.split())
    if len(first) < 4 or len(second) < 4:
        return one == other != ""
    return len(first & second) / len(first | second) >= NEAR
