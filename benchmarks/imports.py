"""What an import of a whole municipality costs: 20,000 people and 1,500 units, as the command.

    python benchmarks/imports.py [people]

Fills a database of its own (or the one that DATABASE_URL names, which must be empty) through
``manage.py import_people``, each time in a process of its own: a file with 200 faults tried and
then refused, the mended file saved, the same once more, and one in which a tenth has changed and
a tenth has left, and one in which everyone has moved. Prints for each how many seconds it took and
for how many of them others had to wait to save, and the most memory, for XLSX and for CSV.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UNITS, FAULTS = 1_500, 200
MEASURE = """
import resource, sys, time
from django.core.management import execute_from_command_line
from referenceledelse import imports
save, held = imports._is_saved, [0.0]
def timed(*args):
    began = time.perf_counter()
    try:
        return save(*args)
    finally:
        held[0] = max(held[0], time.perf_counter() - began)
imports._is_saved = timed
try:
    execute_from_command_line(sys.argv)
finally:
    print("PEAK", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, round(held[0], 2))
"""

type Rows = list[list[str]]


def units() -> Rows:
    """A tree of three levels; each unit is managed by someone who comes with the people."""
    rows = [["Enhed", "Personaleleder"], ["Storby Kommune", email(0)]]
    for area in range(30):
        rows.append([f"Storby Kommune > Område {area}", email(area)])
        for place in range((UNITS - 31) // 30 + 1):
            if len(rows) <= UNITS:
                path = f"Storby Kommune > Område {area} > Institution {area}-{place}"
                rows.append([path, email(len(rows))])
    return rows


def email(number: int) -> str:
    return f"person{number}@storby.example.dk"


def people(count: int, paths: list[str], *, later: bool = False) -> Rows:
    """Everyone; later a tenth has another title and unit, and a tenth is not there any more."""
    head = ["E-mail", "Navn", "Stilling", "Telefon", "Enhed", "Lederniveau", "Ansat fra"]
    rows = [[*head, "Ansat til"]]
    for n in range(count):
        if later and n % 10 == 9 and n > UNITS:
            continue
        is_moved = later and n % 10 == 3
        title = "Afdelingsleder" if is_moved else "Pædagog og vejleder"
        path = paths[(n + is_moved) % len(paths)]
        level = "4" if n % 15 == 0 else ""
        rows.append([email(n), f"Person Nummer {n}", title, f"{20000000 + n}", path, level])
        rows[-1] += [f"{1 + n % 28:02}-08-{2000 + n % 26}", ""]
    return rows


def spoilt(rows: Rows) -> Rows:
    """The same rows with 200 faults of five kinds, spread over the file."""
    kinds = (
        (0, "ingen mail"),
        (1, ""),
        (4, "Storby Kommune > Findes ikke"),
        (5, "x"),
        (6, "i går"),
    )
    rows = [list(row) for row in rows]
    first = UNITS + 1 if len(rows) > 2 * UNITS else 0  # those before manage a unit
    for n in range(FAULTS):
        place, text = kinds[n % len(kinds)]
        rows[1 + first + n * (len(rows) - 1 - first) // FAULTS][place] = text
    return rows


def write(folder: Path, name: str, staff: Rows, tree: Rows) -> list[str]:
    """The arguments that import the two tables, as one workbook or as two files."""
    if name.endswith(".xlsx"):
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        for title, rows in (("Enheder", tree), ("Personer", staff)):
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        book.save(folder / name)
        return [str(folder / name)]
    for file, rows in ((name, staff), (f"enheder-{name}", tree)):
        with (folder / file).open("w", newline="", encoding="cp1252") as stream:
            csv.writer(stream, delimiter=";").writerows(rows)
    return [str(folder / name), "--units", str(folder / f"enheder-{name}")]


def timed(what: str, *arguments: str, code: int = 0) -> None:
    begun = time.perf_counter()
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", MEASURE, "import_people", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    spent = time.perf_counter() - begun
    if done.returncode != code:
        sys.exit(done.stdout + done.stderr)
    *_, summary, peak = done.stdout.strip().splitlines()
    faults = done.stderr.count("kolonne")
    memory, held = peak.split()[1:]
    took = f"{spent:6.1f} s, held {held:>5} s {memory:>5} MB"
    print(f"{what:32} {took} {faults:4} faults  {summary}")


def main(count: int = 20_000) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/imports.sqlite3")
        os.environ.setdefault("SECRET_KEY", "only-for-benchmarks")
        os.environ["DJANGO_SETTINGS_MODULE"] = "referenceledelse.settings"
        for name in ("migrate", "load_texts"):
            command = [sys.executable, "manage.py", name, "-v0"]
            subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603
        tree = units()
        paths = [row[0] for row in tree[1:]]
        staff = people(count, paths)
        faulty = write(place, "fejl.xlsx", spoilt(staff), tree)
        timed("200 faults, tried (XLSX)", *faulty, "--dry-run", code=1)
        timed("200 faults, refused (XLSX)", *faulty, code=1)
        faulty = write(place, "fejl.csv", spoilt(staff), tree)
        timed("200 faults, tried (CSV)", *faulty, "--dry-run", code=1)
        right = write(place, "alle.xlsx", staff, tree)
        timed("all new, tried (XLSX)", *right, "--dry-run")
        timed("all new, saved (XLSX)", *right)
        timed("the same again (XLSX)", *right)
        timed("the same again (CSV)", *write(place, "alle.csv", staff, tree))
        later = write(place, "senere.xlsx", people(count, paths, later=True), tree)
        timed("a tenth changed, a tenth left", *later, "--complete")
        moved = [
            [*row[:4], paths[(n + 7) % len(paths)], *row[5:]] for n, row in enumerate(staff[1:])
        ]
        timed("everyone moved", *write(place, "flyttet.csv", [staff[0], *moved], tree))


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:]))
