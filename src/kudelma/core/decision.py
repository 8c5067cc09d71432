"""A yes or a no that carries its reason as a code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True)
class Decision:
    """`if decision:` asks whether it is allowed; `because` and `facts` say why or why not.

    `because` is a code and `facts` hold ids, codes and dates, never names: both may be logged.
    """

    allowed: bool
    because: str
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)

    @classmethod
    def yes(cls, because: str, **facts: object) -> Self:
        return cls(allowed=True, because=because, facts=facts)

    @classmethod
    def no(cls, because: str, **facts: object) -> Self:
        return cls(allowed=False, because=because, facts=facts)

    def __bool__(self) -> bool:
        return self.allowed
