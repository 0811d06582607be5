"""Template lines that are too long to read."""

import sys

from kompetanse.oppstart.felles import BASE_DIR, say

LONGEST = 160


def too_long():
    """What to mend, as `path:line: length`, in the order of the files."""
    return [
        f"{path.relative_to(BASE_DIR)}:{number}: {len(line)} tegn"
        for path in sorted((BASE_DIR / "templates").rglob("*.html"))
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > LONGEST
    ]


if __name__ == "__main__":
    findings = too_long()
    for finding in findings:
        say(finding)
    sys.exit(bool(findings))
