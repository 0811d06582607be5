"""How many kompetansedager a year is to give: what HR has said, for everyone or for a category."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kurs.models import Dagmaal

MAANEDER_I_AARET = 12


@dataclass(frozen=True)
class Maalene:
    """The targets of a year: for each employee, and for those of some categories instead. None: there is none."""

    alle: Decimal | None = None
    per_kategori: Mapping[int, Decimal | None] = field(default_factory=dict)

    @classmethod
    def for_aaret(cls, aar: int) -> "Maalene":
        per_kategori = {ett.kategori_id: ett.dager or None for ett in Dagmaal.objects.for_aaret(aar)}
        return cls(per_kategori.pop(None, None), per_kategori)

    def for_en(self, kategori: int | None) -> Decimal | None:
        """Of one employee of this category."""
        return self.per_kategori.get(kategori, self.alle)

    def for_flere(self, ansatte: Mapping[int | None, int]) -> Decimal | None:
        """Of so many of each category together; who has no target adds nothing to it."""
        med_maal = [maal * antall for kategori, antall in ansatte.items() if antall and (maal := self.for_en(kategori))]
        return sum(med_maal, Decimal(0)) if med_maal else None


def hittil(maal: Decimal | None, maaneder: int) -> Decimal | None:
    """How far one should have come after so many months."""
    return None if maal is None else maal * maaneder / MAANEDER_I_AARET
