"""A long search for families that break a promise: `python benchmarks/genogram/search.py [EXAMPLES]`.

Runs the property tests of the suite on fresh random families, not the same ones at every run as the suite
does. Prints each test with what it found; exit status 1 when a promise was broken.
"""

import os
import sys
import traceback
from pathlib import Path

EXAMPLES = sys.argv[1] if len(sys.argv) > 1 else "2000"
os.environ["KUDELMA_EXAMPLES"] = EXAMPLES
sys.path[:0] = [str(Path(__file__).parents[2] / "tests")]

from tools.genogram import test_properties  # noqa: E402  it reads the number of examples


def main() -> int:
    broken = 0
    for name, test in vars(test_properties).items():
        if not name.startswith("test_"):
            continue
        try:
            test()
            print(f"{name}: {EXAMPLES} families, nothing found", flush=True)
        except Exception:  # noqa: BLE001  whatever a promise breaks with is what is looked for
            broken += 1
            print(f"{name}: broken\n{traceback.format_exc()}", flush=True)
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
