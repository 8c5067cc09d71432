"""What is wrong with a file, where, and what to do about it."""

from typing import NoReturn


class GenogramFileError(ValueError):
    """A file that cannot be read as a family. `line` is 0 where the fault has no line of its own."""

    def __init__(self, line: int, what: str, cure: str) -> None:
        super().__init__(f"line {line}: {what}. {cure}" if line else f"{what}. {cure}")
        self.line, self.what, self.cure = line, what, cure


def fail(line: int, what: str, cure: str) -> NoReturn:
    raise GenogramFileError(line, what, cure)
