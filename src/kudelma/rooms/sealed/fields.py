from typing import Any, Self, TypeVar

from django.db import models

from kudelma.core.codes import Retention
from kudelma.rooms.sealed.keys import seal, unseal

F = TypeVar("F", bound="models.Field[Any, Any]")


def identifying(field: F, *, purpose: str, keep: Retention) -> F:
    """Declare what an identifying field is for and how long it is kept (`tests/house` fails on an undeclared one)."""
    field.purpose = purpose  # type: ignore[attr-defined]  # read by tests/house and the data-protection page
    field.keep = keep  # type: ignore[attr-defined]  # the same
    return field


class _Closed(bytes):
    """Sealed bytes as they lie in the table."""

    __slots__ = ()


class _Opening:
    """Opens a sealed value when it is first read, bound to the row it lies in."""

    def __init__(self, field: "SealedText") -> None:
        self.field = field

    def __get__(self, row: models.Model | None, _owner: type) -> Any:
        if row is None:
            return self
        name = self.field.attname
        if name not in row.__dict__:
            row.refresh_from_db(fields=[name])
        value = row.__dict__[name]
        if isinstance(value, _Closed):
            value = row.__dict__[name] = unseal(value, bound_to=self.field.place_of(row))
        return value

    def __set__(self, row: models.Model, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class SealedText(models.Field[str, str]):
    """Text that lies in the table sealed; read and written as `str`. Cannot be searched, sorted or bulk-updated."""

    def __init__(self, *args: Any, purpose: str = "", keep: Retention | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("default", "")
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
        self.purpose, self.keep = purpose, keep

    def db_type(self, connection: Any) -> str:  # noqa: ARG002 - Django's signature
        return "bytea"

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "kudelma.rooms.sealed.fields.SealedText", args, kwargs

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:  # noqa: FBT001, FBT002
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opening(self))

    def place_of(self, row: models.Model) -> str:
        return f"{row._meta.label_lower}.{self.attname}:{row.pk}"  # noqa: SLF001 - Django's public _meta

    def from_db_value(self, value: Any, *_: Any) -> _Closed | None:
        return None if value is None else _Closed(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002, FBT001
        value = model_instance.__dict__.get(self.attname, "")
        if isinstance(value, _Closed) or value is None:
            return value
        return _Closed(seal(str(value), bound_to=self.place_of(model_instance)))

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, _Closed):
            return None if value is None else bytes(value)
        raise TypeError(f"{self.name} is sealed: save it through its row")

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def clone(self) -> Self:
        copy = super().clone()
        copy.purpose, copy.keep = self.purpose, self.keep
        return copy
