"""Evaluations side by side: by course, supplier, form of learning, unit or year.

Nothing is added up but what each evaluation may show by itself: a form that is closed, and as many answers as the kommune
asks for. So no two figures here differ by fewer people than that, however the groups are cut.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection, models
from django.db.models import Func, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluering.bruk.tilstand import med_tilstand
from evaluering.models import Evaluering, Innsamling, Opptelling, Sporsmal, Svarer
from evaluering.statistikk import Andel, Grunnlag, andel, grunnlag
from evaluering.svar.opptelling import minste_antall
from evaluering.svar.resultater import rester
from kompetanse.organisasjon.models import Bruker
from kurs.models import Kurs
from planer.models import Tiltak
from planer.models.tiltak import Anbefaling

Tema = Sporsmal.Tema
# What a person has answered of use, as the mean of the behaviours that were agreed on; 4 and 5 are «ofte» and «alltid».
BRUK = """
select evaluering, som, count(*) filter (where snitt >= 4), count(*) from (
    select niva.evaluering_id as evaluering, svar.som, avg(ett.value::int) as snitt
    from evaluering_deltakersvar svar
    join evaluering_innsamling innsamling on innsamling.id = svar.innsamling_id and innsamling.lukket is not null
    join evaluering_evalueringsniva niva on niva.id = innsamling.niva_id
    join evaluering_sporsmal sporsmal
        on sporsmal.versjon_id = innsamling.versjon_id and sporsmal.tema = 'bruk' and sporsmal.slag = 'skala'
    join lateral jsonb_each_text(svar.verdier) ett on split_part(ett.key, ':', 1) = sporsmal.id::text
    where niva.evaluering_id in ({evalueringer}) and innsamling.moment <> 'foer' and innsamling.id <> all (%s::bigint[])
    group by niva.evaluering_id, svar.som, svar.id
) personer group by evaluering, som having count(*) >= %s
"""


class Deling(models.TextChoices):
    """What evaluations are grouped by."""

    KURS = "kurs", gettext_lazy("Kurs og tiltak")
    LEVERANDOR = "leverandor", gettext_lazy("Leverandør")
    FORM = "form", gettext_lazy("Læringsform")
    ENHET = "enhet", gettext_lazy("Enhet")
    AAR = "aar", gettext_lazy("År")


class Vist(NamedTuple):
    """A share in whole per cent, with its interval."""

    prosent: int
    lav: int
    hoy: int
    antall: int

    @property
    def i_ord(self) -> str:
        """«67–95 %, 22 svar»."""
        tekst = _("%(lav)d–%(hoy)d %%, %(antall)d svar") % self._asdict()
        return _("%s: få svar") % tekst if grunnlag(self.antall) is Grunnlag.FAA else tekst

    def __str__(self):
        """«86 % (67–95 %, 22 svar)», for files."""
        return f"{self.prosent} % ({self.i_ord})"


class Gruppe(NamedTuple):
    """The evaluations of one kind together: how many answered 4 or 5, and how many use it, as they and their leaders say.

    A share is None where too few have answered. What is shown of it is worked out for those that are shown.
    """

    navn: str
    evalueringer: int
    svarte: Andel | None
    deltakerne: Andel | None
    lederne: Andel | None
    anbefalinger: dict[str, int]

    @property
    def reaksjoner(self) -> Vist | None:
        return _vist(self.svarte)

    @property
    def deltakere(self) -> Vist | None:
        return _vist(self.deltakerne)

    @property
    def ledere(self) -> Vist | None:
        return _vist(self.lederne)

    @property
    def anbefalt(self) -> str:
        """«2 gjør det igjen, 1 gjør det ikke igjen», by how many evaluations."""
        talt = ((self.anbefalinger.get(ett, 0), str(ett.label).lower()) for ett in Anbefaling)
        return ", ".join(f"{antall} {ord_}" for antall, ord_ in talt if antall)


class Rad(NamedTuple):
    """One evaluation: its group, and what was recommended."""

    pk: int
    gruppe: str
    anbefaling: str


def sammenlikn(
    evalueringer: QuerySet[Evaluering], bruker: Bruker, etter: str, tema: str = Tema.FORNOYD
) -> list[Gruppe]:
    """The groups that have been held, those with the highest share first and those with too few answers last. Seven
    statements at most."""
    minst = minste_antall()
    reaksjoner, bruk = _reaksjoner(evalueringer, tema), _bruk(evalueringer, minst, bruker)
    grupper = defaultdict(list)
    for rad in _rader(evalueringer, etter):
        grupper[rad.gruppe].append(rad)
    samlet = [
        Gruppe(
            navn or _("Ikke sagt"),
            len(egne),
            _sum(reaksjoner.get(rad.pk) for rad in egne),
            *(_sum(bruk.get((rad.pk, som)) for rad in egne) for som in (Svarer.DELTAKER, Svarer.LEDER)),
            dict(Counter(rad.anbefaling for rad in egne)),
        )
        for navn, egne in grupper.items()
    ]
    return sorted(samlet, key=_plass)


def _plass(gruppe):
    forst = gruppe.svarte or gruppe.deltakerne
    return (forst is None, -_prosent(forst.verdi) if forst else 0, gruppe.navn)


def _rader(evalueringer, etter):
    holdt = med_tilstand(evalueringer).filter(slutter__isnull=False)
    felt = FELT[etter]
    rader = holdt.order_by("pk").values_list("pk", "anbefaling", *felt)
    return [Rad(pk, GRUPPE[etter](*verdier), anbefaling) for pk, anbefaling, *verdier in rader]


# What each grouping reads, and the name of the group that it gives; a run's own course counts before its measure.
FELT = {
    Deling.KURS: ("kjoring__kurs__navn", "tiltak__navn"),
    Deling.LEVERANDOR: ("kjoring__kurs__leverandor", "kjoring__kurs__larer", "tiltak__laerer"),
    Deling.FORM: ("kjoring__kurs__form", "tiltak__laeringsform__navn"),
    Deling.ENHET: ("enhet__navn",),
    Deling.AAR: ("slutter",),
}
GRUPPE = {
    Deling.KURS: lambda kurs, tiltak: kurs or tiltak,
    Deling.LEVERANDOR: lambda navn, larer, laerer: navn or _hvem_laerer(larer or laerer),
    Deling.FORM: lambda form, laeringsform: str(Kurs.Form(form).label) if form else laeringsform,
    Deling.ENHET: lambda enhet: enhet,
    Deling.AAR: lambda slutter: str(slutter.year),
}


def _hvem_laerer(larer):
    return str(Tiltak.Laerer(larer).label) if larer else ""


def _reaksjoner(evalueringer: QuerySet[Evaluering], tema: str) -> dict[int, tuple[int, int]]:
    """Evaluation → how many answered 4 or 5 to what is asked about afterwards, of how many; of two questions the first."""
    viste = Opptelling.objects.viste().filter(
        innsamling__niva__evaluering__in=evalueringer.order_by().values("pk"),
        sporsmal__tema=tema,
        sporsmal__slag=Sporsmal.Slag.SKALA,
    )
    viste = viste.exclude(innsamling__moment=Innsamling.Moment.FOER).annotate(hoye=_svarte("4") + _svarte("5"))
    talt = {}
    for pk, hoye, antall in viste.values_list("innsamling__niva__evaluering", "hoye", "antall"):
        talt.setdefault(pk, (hoye, antall))
    return talt


def _svarte(verdi: str) -> Coalesce:
    """How many answered this to what has been counted. (A key that is a figure, Django looks up as a place in a list.)"""
    svarte = Func("fordeling", Value(verdi), function="jsonb_extract_path_text", output_field=TextField())
    return Coalesce(Cast(svarte, IntegerField()), 0)


def _bruk(evalueringer: QuerySet[Evaluering], minst: int, bruker: Bruker) -> dict[tuple[int, str], tuple[int, int]]:
    """(evaluation, who says it) → how many use it often or always, of how many; nothing of those in which this user sees so
    many one by one that the others could be worked out."""
    alle = evalueringer.order_by().values("pk")
    utelatt = rester(Innsamling.objects.filter(niva__evaluering__in=alle), bruker)
    sporring, verdier = alle.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(BRUK.format(evalueringer=sporring), (*verdier, utelatt, minst))
        return {(pk, som): (teller, av) for pk, som, teller, av in cursor.fetchall()}


def _sum(tall: Iterable[tuple[int, int] | None]) -> Andel | None:
    kjente = [ett for ett in tall if ett]
    return andel(sum(teller for teller, _av in kjente), sum(av for _teller, av in kjente))


def _vist(andelen: Andel | None) -> Vist | None:
    return andelen and Vist(*map(_prosent, (andelen.verdi, *andelen.intervall)), andelen.av)


def _prosent(verdi: float) -> int:
    return round(100 * verdi)
