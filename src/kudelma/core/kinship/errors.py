"""How a family says that its entries cannot be true together."""


class FamilyError(ValueError):
    """The entries contradict each other.

    `where` is the list and place of the entry at fault (`links[3]`), `cure` what to do about it.
    """

    def __init__(self, what: str, *, where: str = "", cure: str = "") -> None:
        super().__init__(f"{where}: {what}" if where else what)
        self.what, self.where, self.cure = what, where, cure
