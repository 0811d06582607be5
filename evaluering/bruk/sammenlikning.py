"""Evaluations side by side: by course, supplier, form of learning, unit or year.

Nothing is added up but what each evaluation may show by itself: a form that is closed, and as many answers as the kommune
asks for. So no two figures here differ by fewer people than that, however the groups are cut.
"""

from typing import NamedTuple

from django.db import connection, models
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluering.models import Evaluering, Innsamling, Opptelling, Sporsmal
from evaluering.statistikk import Andel, Grunnlag, andel, grunnlag
from evaluering.svar.opptelling import minste_antall
from evaluering.svar.resultater import rester, synlige
from kompetanse.organisasjon.models import Bruker
from kurs.models import Kurs
from planer.models import Tiltak
from planer.models.tiltak import Anbefaling

Tema = Sporsmal.Tema
# What each evaluation may show by itself, added up by what names its group. Of two questions about the same the first
# counts; of use, the mean of what a person has answered of the behaviours that were agreed on (4 and 5 are «ofte» and
# «alltid»).
GRUPPER = """
with holdt (evaluering, anbefaling, {navn}) as ({holdt}),
viste (evaluering, fordeling, antall, aapner, innsamling, rekkefolge, sporsmal) as ({viste}),
reaksjoner as (
    select distinct on (evaluering) evaluering, antall,
        coalesce((fordeling ->> '4')::int, 0) + coalesce((fordeling ->> '5')::int, 0) as hoye
    from viste join holdt using (evaluering)
    order by evaluering, aapner, innsamling, rekkefolge, sporsmal
),
spurt as (
    select versjon_id, array_agg(id::text) as nokler
    from evaluering_sporsmal where tema = 'bruk' and slag = 'skala' group by versjon_id
),
personer as (
    select niva.evaluering_id as evaluering, svar.som, ett.snitt
    from evaluering_deltakersvar svar
    join evaluering_innsamling innsamling on innsamling.id = svar.innsamling_id and innsamling.lukket is not null
    join evaluering_evalueringsniva niva on niva.id = innsamling.niva_id
    join spurt using (versjon_id)
    cross join lateral (
        select avg(value::int) as snitt from jsonb_each_text(svar.verdier)
        where split_part(key, ':', 1) = any (spurt.nokler)
    ) ett
    where ett.snitt is not null and niva.evaluering_id in (select evaluering from holdt)
        and innsamling.moment <> 'foer' and innsamling.id <> all (%s::bigint[])
),
bruk as (
    select evaluering, som, count(*) filter (where snitt >= 4) as hoye, count(*) as antall
    from personer group by evaluering, som having count(*) >= %s
)
select {navn}, count(*), {anbefalte}, {summer}
from holdt
left join reaksjoner using (evaluering)
left join bruk deltakere on deltakere.evaluering = holdt.evaluering and deltakere.som = 'deltaker'
left join bruk ledere on ledere.evaluering = holdt.evaluering and ledere.som = 'leder'
group by {navn}
"""
SUMMER = ", ".join(
    f"coalesce(sum({andelen}.{felt}), 0)::int"
    for andelen in ("reaksjoner", "deltakere", "ledere")
    for felt in ("hoye", "antall")
)
ANBEFALTE = ", ".join(["count(*) filter (where anbefaling = %s)"] * len(Anbefaling))


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
    anbefalinger: dict[Anbefaling, int]

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
        talt = ((antall, str(ett.label).lower()) for ett, antall in self.anbefalinger.items())
        return ", ".join(f"{antall} {ord_}" for antall, ord_ in talt if antall)


def sammenlikn(
    evalueringer: QuerySet[Evaluering], bruker: Bruker, etter: str, tema: str = Tema.FORNOYD
) -> list[Gruppe]:
    """The groups that have been held, those with the highest share first and those with too few answers last. Three
    statements."""
    grupper: dict[str, list[int]] = {}
    for navn, tallene in _rader(evalueringer, bruker, etter, tema):
        hittil = grupper.get(navn, [0] * len(tallene))
        grupper[navn] = [a + b for a, b in zip(hittil, tallene, strict=True)]
    return sorted((_gruppe(navn, *tallene) for navn, tallene in grupper.items()), key=_plass)


def _gruppe(navn, evalueringer, *tallene):
    anbefalt, (svarte, av, bruker_det, av_deltakere, ser_det, av_ledere) = tallene[:-6], tallene[-6:]
    return Gruppe(
        navn or _("Ikke sagt"),
        evalueringer,
        andel(svarte, av),
        andel(bruker_det, av_deltakere),
        andel(ser_det, av_ledere),
        dict(zip(Anbefaling, anbefalt, strict=True)),
    )


def _plass(gruppe):
    forst = gruppe.svarte or gruppe.deltakerne
    return (forst is None, -_prosent(forst.verdi) if forst else 0, gruppe.navn)


def _rader(evalueringer: QuerySet[Evaluering], bruker: Bruker, etter: str, tema: str):
    """Name of the group and its figures, as `GRUPPER` gives them; a group may come in several parts. Nothing of use is of
    the collections in which this user sees so many one by one that the others could be worked out."""
    minst, felt = minste_antall(), FELT[etter]
    utelatt = rester(
        synlige(bruker).filter(innsamling__niva__evaluering__in=evalueringer.order_by().values("pk")), minst
    )
    holdt = evalueringer.filter(dagene__slutter__isnull=False).order_by().values_list("pk", "anbefaling", *felt)
    holdt_sql, holdt_verdier = holdt.query.sql_with_params()
    viste_sql, viste_verdier = _viste(tema).query.sql_with_params()
    deler = {"holdt": holdt_sql, "viste": viste_sql, "navn": ", ".join(f"navn{nr}" for nr in range(len(felt)))}
    with connection.cursor() as cursor:
        cursor.execute(
            GRUPPER.format(**deler, anbefalte=ANBEFALTE, summer=SUMMER),
            (*holdt_verdier, *viste_verdier, utelatt, minst, *Anbefaling.values),
        )
        return [(GRUPPE[etter](*rad[: len(felt)]), rad[len(felt) :]) for rad in cursor.fetchall()]


def _viste(tema: str) -> QuerySet[Opptelling]:
    """What was answered anonymously to what is asked about afterwards, and may be shown; last the order of the questions."""
    viste = Opptelling.objects.viste().filter(sporsmal__tema=tema, sporsmal__slag=Sporsmal.Slag.SKALA)
    viste = viste.exclude(innsamling__moment=Innsamling.Moment.FOER).order_by()
    plass = ("innsamling__aapner", "innsamling", "sporsmal__rekkefolge", "sporsmal")
    return viste.values_list("innsamling__niva__evaluering", "fordeling", "antall", *plass)


# What each grouping reads, and the name of the group that it gives; a run's own course counts before its measure.
FELT = {
    Deling.KURS: ("kjoring__kurs__navn", "tiltak__navn"),
    Deling.LEVERANDOR: ("kjoring__kurs__leverandor", "kjoring__kurs__larer", "tiltak__laerer"),
    Deling.FORM: ("kjoring__kurs__form", "tiltak__laeringsform__navn"),
    Deling.ENHET: ("enhet__navn",),
    Deling.AAR: ("dagene__slutter__year",),
}
GRUPPE = {
    Deling.KURS: lambda kurs, tiltak: kurs or tiltak,
    Deling.LEVERANDOR: lambda navn, larer, laerer: navn or _hvem_laerer(larer or laerer),
    Deling.FORM: lambda form, laeringsform: str(Kurs.Form(form).label) if form else laeringsform,
    Deling.ENHET: lambda enhet: enhet,
    Deling.AAR: str,
}


def _hvem_laerer(larer):
    return str(Tiltak.Laerer(larer).label) if larer else ""


def _vist(andelen: Andel | None) -> Vist | None:
    return andelen and Vist(*map(_prosent, (andelen.verdi, *andelen.intervall)), andelen.av)


def _prosent(verdi: float) -> int:
    return round(100 * verdi)
