"""Which names mean a secret: of variables, headers, options, parameters in an address, fields of JSON.

There is no library that gives such a list alone. The words are gathered from the lists that are kept best: the
`DEFAULT_DENYLIST` of Sentry's `EventScrubber` (sentry_sdk/scrubber.py) and the `DENYLIST` of Yelp's detect-secrets
(plugins/keyword.py); added are what databases, webhooks and signed addresses call theirs.
"""

from __future__ import annotations

import re
from typing import Final

from acceptance.contract.words import names_in

WORDS: Final = frozenset(
    names_in(
        "auth authorization authentication oauth bearer jwt cookie cookies session sessions sessionid sessid sid csrf "
        "xsrf token tokens key keys secret secrets password passwords passwd passphrase passcode pass pwd pw pin otp "
        "totp credential credentials cred creds private signature sig salt pepper dsn webhook webhooks pat",
        " ",
    )
)
"""A name that has one of these among its words means a secret."""

ENDINGS: Final = tuple(
    names_in(
        "password passwd passphrase passcode pwd secret secrets token tokens apikey appkey authkey accesskey secretkey "
        "privatekey privkey servicekey accountkey clientkey dbkey masterkey sshkey signingkey credential credentials "
        "creds sessionid sessid csrftoken connectionstring connstr dbpass keypass userpass pgpass mysqlpass",
        " ",
    )
)
"""A word that is written together and ends so means one too: `PGPASSWORD`, `MYSQLPWD`, `authtoken`."""

PAIRS: Final = frozenset({("connection", "string"), ("conn", "string"), ("conn", "str")})

OPEN_KEYS: Final = frozenset(
    names_in("sort primary foreign public partition group order cache row map object lookup", " ")
)
"""A key of one of these kinds is none that opens anything."""

OPEN_ENDS: Final = frozenset(
    names_in(
        "file path dir directory folder sock socket type class method mode limit count length size ttl timeout seconds "
        "minutes hours expiry expires algorithm alg name names enabled required manager desktop address policy prefix "
        "suffix provider backend endpoint version username user env",
        " ",
    )
)
"""A name that ends so tells of a secret, and is none: `TOKEN_FILE`, `AUTH_METHOD`, `PASSWORD_LENGTH`."""

OPEN_BEGINNINGS: Final = frozenset({"xdg", "dbus", "desktop", "gnome", "gdm"})

WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+")


def means_secret(name: str) -> bool:
    """Whether what bears this name is secret: `API_KEY2`, `dbPassword`, `X-Auth-Token`; not `KEYBOARD` or `PATH`."""
    words = [word.lower() for word in WORD.findall(name) if not word.isdigit()]
    if not words or words[0] in OPEN_BEGINNINGS or words[-1] in OPEN_ENDS:
        return False
    before = ("", *words)
    return any(_is_one(word, former) for former, word in zip(before, words, strict=False))


def _is_one(word: str, former: str) -> bool:
    if word in {"key", "keys"}:
        return former not in OPEN_KEYS
    return word in WORDS or word.endswith(ENDINGS) or (former, word) in PAIRS
