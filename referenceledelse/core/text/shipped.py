"""Texts that ship with the house, and how it is known that nobody has edited them.

A row in one of the files of texts may name ``earlier``: the digests of what it said in earlier
releases. An installation whose row still says one of these has never edited it, so it takes the new
text. What somebody has edited matches none of them, and stays as the municipality wrote it.
"""

from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Any

LENGTH = 16


def digest(texts: Mapping[str, Any]) -> str:
    """A short fingerprint of a row's texts; blank space and line endings count for nothing."""
    lines = [f"{name}={' '.join(str(texts[name]).split())}" for name in sorted(texts)]
    return sha256("\n".join(lines).encode()).hexdigest()[:LENGTH]


def texts_in(row: Any, names: Collection[str]) -> dict[str, str]:
    """The named texts of a row of the database or of a file; empty where it has none."""
    read = row.get if isinstance(row, Mapping) else lambda name, _empty: getattr(row, name)
    return {name: str(read(name, "") or "") for name in names}


def takes_new_text(stored: Any, names: Collection[str], earlier: Collection[str]) -> bool:
    """Whether the stored row says what an earlier release said, so that nobody has edited it."""
    return bool(earlier) and digest(texts_in(stored, names)) in earlier
