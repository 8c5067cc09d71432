"""Reading PED (the LINKAGE pedigree format): family, person, father, mother, sex, and columns passed over."""

from kudelma.core.kinship import Family, Gender, ParentLink, Person
from kudelma.tools.genogram.file_errors import GenogramFileError, fail

SEXES = {
    "1": Gender.MAN,
    "2": Gender.WOMAN,
    "m": Gender.MAN,
    "f": Gender.WOMAN,
    "male": Gender.MAN,
    "female": Gender.WOMAN,
}
COLUMNS = 5
NOBODY = {"0", "", "-9", ".", "NA"}


def read_ped(data: bytes) -> Family:
    """The family in a PED file. Ids are `family:person` where there are several."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise GenogramFileError(line, "the text is not UTF-8", "Save the file as UTF-8.") from error
    rows = []
    for number, row in enumerate(text.splitlines(), 1):
        columns = row.split("\t") if "\t" in row else row.split()
        columns = [column.strip() for column in columns]
        if not any(columns) or columns[0].startswith("#") or _heading(columns):
            continue
        if len(columns) < COLUMNS:
            fail(number, f"{len(columns)} columns stand here", "PED needs family, person, father, mother, sex.")
        rows.append((number, columns))
    if not rows:
        fail(0, "the file holds nobody", "PED needs one line per person.")
    return _family(rows)


def _heading(columns: list[str]) -> bool:
    return columns[0].lower() in {"fid", "family", "familyid", "family_id", "famid", "ped"}


def _family(rows: list[tuple[int, list[str]]]) -> Family:
    several = len({columns[0] for _, columns in rows}) > 1
    people: dict[str, Person] = {}
    links: list[ParentLink] = []
    known = {(columns[0], columns[1]) for _, columns in rows}
    for number, (unit, own, father, mother, sex, *_) in rows:
        key = f"{unit}:{own}" if several else own
        if own in NOBODY or key in people:
            fail(
                number,
                f"person “{own[:40]}” is {'nobody' if own in NOBODY else 'given twice'}",
                "Correct the id.",
            )
        people[key] = Person(key, name=own, gender=SEXES.get(sex.lower(), Gender.UNKNOWN))
        parents = [parent for parent in (father, mother) if parent not in NOBODY]
        for parent in parents:
            if (unit, parent) not in known:
                fail(number, f"there is no person “{parent[:40]}”", "Add a line for this parent, or write 0.")
        if parents:
            ids = [f"{unit}:{parent}" if several else parent for parent in parents]
            links.append(ParentLink(key, parents=tuple(dict.fromkeys(ids))))
    return Family(tuple(people.values()), links=tuple(links))
