"""What waits for a leader: sorted by how much thought it needs, with the reason for each."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Max, OuterRef, Prefetch, QuerySet, Subquery
from django.utils.translation import gettext as _

from kartlegging.models import Personkompetanse
from kompetanse.organisasjon.models import Bruker, Enhet, Person, Stilling

Tilstand = Personkompetanse.Tilstand
# So many on one page; the oldest first. The rest come when these are answered.
VISES = 200


@dataclass(frozen=True)
class Ventende:
    """One item that waits: what the person has now, and what is asked for."""

    rad: Personkompetanse

    @property
    def naa(self):
        """The level confirmed before, or None."""
        return self.rad.bekreftet_nivaa

    @property
    def stilling(self):
        return next((stilling.tittel for stilling in self.rad.person.naa), "")

    @cached_property
    def filer(self):
        return self.rad.filer.all()

    @cached_property
    def trinn(self):
        return [trinn.nivaa for trinn in self.rad.kompetanse.trinn]

    @cached_property
    def mangler_bevis(self):
        return self.rad.kompetanse.krever_bevis and not self.filer

    @cached_property
    def hopp(self):
        """How many levels above what is confirmed, or above nothing."""
        nivaaer = self.trinn
        opp_fra = nivaaer.index(self.naa) + 1 if self.naa in nivaaer else 0
        return nivaaer.index(self.rad.nivaa) + 1 - opp_fra if self.rad.nivaa in nivaaer else 0

    @cached_property
    def ser_greit_ut(self):
        """The rules of what is chosen beforehand: proof is attached, or it is one level up, or the lowest level."""
        return not self.mangler_bevis and (bool(self.filer) or self.hopp == 1)

    @property
    def grunnlag(self):
        """Why it stands where it stands."""
        if self.mangler_bevis:
            return _("Bevis mangler")
        deler = [_("Bevis lagt ved")] if self.filer else []
        if self.hopp == 1:
            deler.append(_("Ett nivå opp") if self.naa else _("Laveste nivå"))
        elif self.hopp > 1:
            deler.append(_("%s nivåer opp") % self.hopp if self.naa else _("Starter på nivå %s") % self.rad.nivaa)
        elif self.hopp < 0:
            deler.append(_("Lavere enn det som er bekreftet"))
        return " · ".join(deler) or _("Ingen bevis lagt ved")


@dataclass(frozen=True)
class Bekreftbilde:
    """What waits in a unit, for one who may answer."""

    alle: list[Ventende]
    antall: int

    @cached_property
    def greie(self):
        return [ett for ett in self.alle if ett.ser_greit_ut]

    @cached_property
    def resten(self):
        return [ett for ett in self.alle if not ett.ser_greit_ut]

    @property
    def antall_personer(self):
        return len({ett.rad.person_id for ett in self.alle})

    @property
    def eldste(self):
        return min((ett.rad.registrert for ett in self.alle), default=None)

    @property
    def flere(self):
        return self.antall - len(self.alle)


def bekreftbilde(enhet: Enhet, bruker: Bruker) -> Bekreftbilde:
    """The page of a unit, in the same number of statements however much waits."""
    venter = Personkompetanse.objects.venter_i(enhet, bruker)
    # Which ones they are is found first: together with all that a row shows, PostgreSQL goes through what waits in the whole
    # kommune.
    vises = venter.order_by("registrert", "pk").values("pk")[:VISES]
    samme = {felt: OuterRef(felt) for felt in ("kommune", "person", "kompetanse")}
    bekreftet = Personkompetanse.objects.gyldig().filter(**samme, tilstand=Tilstand.BEKREFTET)
    stillinger = Stilling.objects.gjeldende()
    rader = (
        Personkompetanse.objects.filter(pk__in=vises)
        .for_visning()
        .select_related("person", "kompetanse__skala")
        .annotate(
            bekreftet_nivaa=Subquery(
                bekreftet.order_by().values("person").annotate(hoyest=Max("nivaa")).values("hoyest")
            )
        )
        .prefetch_related("filer", Prefetch("person__stillinger", stillinger, to_attr="naa"))
        .order_by("registrert", "pk")
    )
    alle = [Ventende(rad) for rad in rader]
    return Bekreftbilde(alle, venter.count() if len(alle) == VISES else len(alle))


def besvarte_i(enhet: Enhet, bruker: Bruker) -> QuerySet[Personkompetanse]:
    """What has been answered in the unit, the newest first."""
    i_enheten = Person.objects.i_enhet(enhet).order_by().values("pk")
    besvart = Personkompetanse.objects.filter(person__in=i_enheten, vurdert__isnull=False).exclude(
        person=bruker.person_id
    )
    return (
        besvart.for_visning().select_related("person", "vurdert_av__person", "kompetanse__skala").order_by("-vurdert")
    )
