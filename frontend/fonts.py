# ruff: noqa: INP001 - a script of the build, in no package
"""Joins the two halves of each Nunito Sans face into one TTF, for PDF and for measuring labels."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
SOURCE = HERE / "node_modules" / "@fontsource" / "nunito-sans" / "files"
BUILT = HERE.parent / "src" / "kudelma" / "built" / "fonts"
FACES = {"Regular": "400-normal", "SemiBold": "600-normal", "Italic": "400-italic"}
# Finnish, Swedish and every Sámi language spoken in Finland, with the signs that law and clock need.
NEEDED = "åäöÅÄÖčđŋšŧžČĐŊŠŦŽáâÁÂǥǧǩǯʒʹõÕ§–—”’·−…€½"


def half(subset: str, face: str, folder: Path) -> str:
    font = TTFont(SOURCE / f"nunito-sans-{subset}-{face}.woff2")
    font.flavor = None
    # The style-attributes table belongs to the variable font and says nothing about one face.
    del font["STAT"]
    path = folder / f"{subset}.ttf"
    font.save(path)
    return str(path)


def join(face: str) -> TTFont:
    with TemporaryDirectory() as folder:
        halves = [half(subset, face, Path(folder)) for subset in ("latin", "latin-ext")]
        merged = Merger().merge(halves)
        whole = BytesIO()
        merged.save(whole)
    return TTFont(BytesIO(whole.getvalue()))


def name_face(font: TTFont, face: str) -> None:
    """Call it by the name that pages, drawings and documents ask for, not by its place in the variable font."""
    names = font["name"]
    for record in [r for r in names.names if r.nameID in {16, 17, 21, 22, 25}]:
        names.removeNames(nameID=record.nameID)
    for number, text in ((1, "Nunito Sans"), (2, face), (4, f"Nunito Sans {face}"), (6, f"NunitoSans-{face}")):
        names.setName(text, number, 3, 1, 0x409)


def main() -> None:
    BUILT.mkdir(parents=True, exist_ok=True)
    for name, face in FACES.items():
        font = join(face)
        missing = [letter for letter in NEEDED if ord(letter) not in font.getBestCmap()]
        if missing:
            raise SystemExit(f"NunitoSans-{name} lacks {' '.join(missing)}")
        name_face(font, name)
        font.save(BUILT / f"NunitoSans-{name}.ttf")


if __name__ == "__main__":
    main()
