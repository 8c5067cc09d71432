"""Ten thousand spoilt files: `python benchmarks/genogram/spoil.py [COUNT]`.

Each must be read whole, laid out, drawn, told and written again, or refused with a `GenogramFileError`; nothing else may be raised.
Prints how many were read, the slowest in seconds, and the greatest memory.
"""

import resource
import sys
import time
from pathlib import Path
from random import Random

sys.path[:0] = [str(Path(__file__).parents[2] / "tests")]

from kudelma.tools.genogram import GenogramFileError, draw, read_family, write_family  # noqa: E402
from tools.genogram.families import HARD  # noqa: E402

SNIPPETS = (
    b"\n", b"0 ", b"@", b"9", b"\x00", b"\xff", b"{", b"]", b'"', b"null", b"-1", b"1e999", b"1 CHIL @I1@\n",
    b"[[[[", b"\r", b"2 DATE 31 FEB 0000\n", b"\xe2\x80\xa8",
)  # fmt: skip
PED = b"\n".join(b"f %d %d %d %d 0" % (n, n // 2 if n > 3 else 0, 0, n % 3) for n in range(1, 60))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    chance = Random(5)  # noqa: S311  a seed, not a secret
    sources = [(PED, "x.ped")]
    for build in HARD.values():
        sources += [(write_family(build(), name), name) for name in ("x.ged", "x.json")]
    read, slowest = 0, 0.0
    for _ in range(count):
        data, name = chance.choice(sources)
        spoilt = _spoilt(bytearray(data), chance)
        start = time.perf_counter()
        try:
            family = read_family(spoilt, name)
            draw(family)
            write_family(family, "x.ged")
            read_family(write_family(family, "x.json"), "x.json")
            read += 1
        except GenogramFileError:
            pass
        slowest = max(slowest, time.perf_counter() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} files: {read} read, {count - read} refused; slowest {slowest:.2f} s; memory {memory:.0f} MB")


def _spoilt(data: bytearray, chance: Random) -> bytes:
    for _ in range(chance.choice((1, 1, 1, 2, 4, 8))):
        kind, spot = chance.randrange(4), chance.randrange(len(data) + 1)
        if kind == 0:
            data[spot : spot + chance.randint(0, 30)] = chance.choice(SNIPPETS)
        elif kind == 1 and data:
            data[spot % len(data)] = chance.randrange(256)
        elif kind == 2:
            data[chance.randrange(len(data) + 1) : 0] = data[spot : spot + chance.randint(0, 400)]
        else:
            del data[spot : spot + chance.randint(1, 200)]
    return bytes(data)


if __name__ == "__main__":
    main()
