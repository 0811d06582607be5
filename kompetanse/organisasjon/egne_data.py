"""What the product holds about one person, put together from what the models declare beside their fields.

A model with personal data says what it is for (`formaal`), which class it belongs to (`dataklasse`: «bevares», «egen frist»
or «slettes», `fakta` 6c) and, when it has no field `person`, how it leads to one (`gjelder_person`).
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kompetanse.organisasjon.models import Person

# How the product keeps a row, which says nothing about the person.
INTERNT = {"id", "kommune", "person", "lagringssti", "sha256", "objekt_id", "innholdstype", "password"}


# The classes of `fakta` 6c, as people read them.
HVOR_LENGE = {
    "bevares": _("Bevares, fordi arkivreglene krever det"),
    "egen frist": _("Så lenge kommunen trenger det; kommunen setter fristen"),
    "slettes": _("Slettes av seg selv"),
}


@dataclass(frozen=True)
class Datasett:
    """The rows of one model that are about the person, each as {name of the field: value}."""

    navn: str
    formaal: str
    dataklasse: str
    rader: list[dict[str, Any]]

    @property
    def hvor_lenge(self) -> str:
        return HVOR_LENGE[self.dataklasse]


def om(person: Person) -> list[Datasett]:
    """Everything that is declared as personal data and is about this person, empty sets left out; one statement a model."""
    sett = [_sett(modell, person) for modell in apps.get_models() if getattr(modell, "dataklasse", "")]
    return sorted((ett for ett in sett if ett and ett.rader), key=lambda ett: ett.navn)


def som_json(person: Person) -> dict:
    """The same, to be taken along: names and values only, dates as ISO 8601."""
    return {
        "hvem": str(person),
        "hentet": timezone.localtime().isoformat(timespec="seconds"),
        "opplysninger": [
            {
                "hva": ett.navn,
                "formaal": ett.formaal,
                "dataklasse": ett.dataklasse,
                "rader": [{navn: _maskinlesbar(verdi) for navn, verdi in rad.items()} for rad in ett.rader],
            }
            for ett in om(person)
        ],
    }


def _sett(modell, person):
    vei = _vei_til_person(modell)
    if not vei:
        return None
    felter = [felt for felt in modell._meta.concrete_fields if felt.name not in INTERNT]
    fremmede = [felt.name for felt in felter if felt.is_relation]
    rader = modell._default_manager.filter(**{vei: person.pk}).select_related(*fremmede).order_by("pk")
    return Datasett(
        navn=str(capfirst(modell._meta.verbose_name_plural)),
        formaal=str(getattr(modell, "formaal", "")),
        dataklasse=modell.dataklasse,
        rader=[{str(capfirst(felt.verbose_name)): _verdi(rad, felt) for felt in felter} for rad in rader],
    )


def _vei_til_person(modell: type[Model]) -> str:
    """The look-up that leads from the model to a person; empty when none does."""
    if modell is Person:
        return "pk"
    if vei := getattr(modell, "gjelder_person", ""):
        return vei
    try:
        return "person" if modell._meta.get_field("person").related_model is Person else ""
    except FieldDoesNotExist:
        return ""


def _verdi(rad, felt):
    """What a field says to people: the words of a choice, the name of another row, yes and no; dates stay dates."""
    if felt.is_relation:
        annen = getattr(rad, felt.name)
        return "" if annen is None else str(annen)
    return getattr(rad, f"get_{felt.name}_display")() if felt.choices else getattr(rad, felt.name)


def _maskinlesbar(verdi):
    if isinstance(verdi, (dt.date, dt.datetime)):
        return verdi.isoformat()
    return str(verdi) if isinstance(verdi, Decimal) else verdi
