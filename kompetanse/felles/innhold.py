"""What a new kommune starts with: plain data, in the folder `innhold/` of an app."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def les(mappe: Path, navn: str) -> dict:
    """One file of the folder, by its name without ending."""
    return tomllib.loads((mappe / f"{navn}.toml").read_text(encoding="utf-8"))
