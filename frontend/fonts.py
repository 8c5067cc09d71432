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
REGULAR = 400
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


def name(font: TTFont, style: str, weight: int) -> None:
    """Call the face what documents ask for; the halves are cut from a variable font and still bear its name."""
    names = {1: "Nunito Sans", 2: style, 4: f"Nunito Sans {style}", 16: "Nunito Sans", 17: style}
    for number, said in names.items():
        font["name"].setName(said, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    italic = style == "Italic"
    font["OS/2"].fsSelection = 0x01 if italic else 0x40 if weight == REGULAR else 0x00
    font["head"].macStyle = 0x02 if italic else 0x00


def main() -> None:
    BUILT.mkdir(parents=True, exist_ok=True)
    for style, face in FACES.items():
        font = join(face)
        name(font, style, int(face[:3]))
        missing = [letter for letter in NEEDED if ord(letter) not in font.getBestCmap()]
        if missing:
            raise SystemExit(f"NunitoSans-{style} lacks {' '.join(missing)}")
        font.save(BUILT / f"NunitoSans-{style}.ttf")


if __name__ == "__main__":
    main()
