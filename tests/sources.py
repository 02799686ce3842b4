"""The files that are ours: those that git keeps, and the new ones that it will."""

import subprocess
from pathlib import Path

from django.conf import settings

LIST = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")


def kept(*patterns: str, root: Path = settings.BASE_DIR) -> list[Path]:
    """The files that the patterns name, also those that nobody has added yet, in order."""
    done = subprocess.run(  # noqa: S603
        [*LIST, "--", *patterns], cwd=root, capture_output=True, text=True, check=True
    )
    found = sorted({Path(name) for name in done.stdout.split("\0") if name})
    return [path for path in found if (root / path).is_file()]
