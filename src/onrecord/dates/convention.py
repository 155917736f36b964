"""How a publisher writes days in digits, as far as its web address tells."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from onrecord import lexicon

_HOST = re.compile(r"(?:https?://)?(?:[\w-]{1,63}\.){1,8}([a-z]{2,4})(?=[/:?#\s]|$)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _orders() -> dict[str, Literal["dmy", "mdy"]]:
    return {end: "dmy" if order == "dmy" else "mdy" for end, order in lexicon.table("dates/day_orders.tsv")}


def convention_of(*addresses: str | None) -> Literal["dmy", "mdy"] | None:
    """The day order of the country whose ending an address has ("example.co.uk" is dmy); null for .com and where none tells.

    Args:
        addresses: The address of the page, and the publisher when it is called by its site; the first that tells counts.
    """
    for address in addresses:
        match = _HOST.match((address or "")[:300].strip())
        if match and (order := _orders().get(match[1].lower())):
            return order
    return None
