"""Employees and the positions they hold."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.epost import EpostModelField
from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from kompetanse.felles.periode import PeriodeQuerySet, slutt_etter_start
from kompetanse.organisasjon.models.aktiv_rolle import omraadet
from kompetanse.organisasjon.models.enhet import DateRange, Enhet, sti_innenfor
from kompetanse.organisasjon.models.rolle import Rollekode


class HarSluttet(Func):
    """Of a person and a date, see `PersonQuerySet.med_slutt`. Every page asks, and Django needs a millisecond to put
    together from querysets what stands here as text; a test holds the two together."""

    template = """(
        select exists (select from organisasjon_stilling s where s.person_id = hvem.id and s.til < hvem.dato)
        and not exists (
            select from organisasjon_stilling s
            where s.person_id = hvem.id and s.fra <= hvem.dato and (s.til is null or s.til >= hvem.dato)
        )
        and not exists (
            select from organisasjon_rolle r
            where r.person_id = hvem.id and r.fra <= hvem.dato and (r.til is null or r.til >= hvem.dato)
        )
        from (values (%(expressions)s)) as hvem (id, dato)
    )"""
    output_field = models.BooleanField()


def _hos(roller):
    """Who works in the units of these roles or is to begin there, and who worked there last, as ids: small sets, each by
    its index (with «or» the database reads every person of the kommune)."""
    stillinger = Stilling.objects.filter(omraadet(roller)).order_by()
    arbeider_et_sted = Exists(Stilling.objects.gjeldende().filter(person=OuterRef("person")))
    return stillinger.ikke_avsluttet().values("person"), stillinger.exclude(arbeider_et_sted).values("person")


def arbeider_i(person_id: int, sti: str = "enhet__path") -> Exists:
    """A condition for rows of the units that the person works in today, and of those above them; `sti` names the field that
    holds the path of their unit."""
    return Exists(Stilling.objects.gjeldende().filter(person=person_id, enhet__path__startswith=OuterRef(sti)))


class PersonQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """Oneself, and the people in units that the user answers for."""
        roller = bruker.roller_som(*Rollekode.med_ansvar())
        alle = self.filter(kommune_id=bruker.kommune_id)
        if any(rolle.gjelder_hele_kommunen for rolle in roller):  # people without a position too
            return alle
        if not roller:
            return alle.filter(pk=bruker.person_id)
        selv = self.model.objects.filter(pk=bruker.person_id).order_by().values("pk")
        return alle.filter(pk__in=selv.union(*_hos(roller)))

    def hos(self, roller):
        """The people of the units that these acting roles cover: those who work there, are to begin there, or worked
        there last. Who has gone on to another unit is that unit's."""
        i_enhetene, sist_der = _hos(roller)
        return self.filter(pk__in=i_enhetene.union(sist_der))

    def i_enhet(self, enhet):
        """People with a position today in a unit or below it."""
        stillinger = Stilling.objects.gjeldende().filter(sti_innenfor(enhet.path, "enhet__path"))
        return self.filter(pk__in=stillinger.values("person"))

    def til_stede(self, paa_dato=None):
        """People who are not on leave on a date (today). `Person.er_i_permisjon` is the other half in Python."""
        dato = paa_dato or timezone.localdate()
        return self.exclude(permisjon_fra__lte=dato, permisjon_til__gte=dato)

    def ansatt(self, paa_dato=None):
        """People with at least one position on a date (today)."""
        return self.filter(pk__in=Stilling.objects.gjeldende(paa_dato).values("person"))

    def med_slutt(self, paa_dato=None):
        """Adds `har_sluttet`: some position has ended, and no position or role is held on the date (today).

        Who has never had a position, such as a member of MBU from outside, has not left; who comes back, is back.
        To be someone's deputy is not enough: the one who holds a role must not be able to let in who has left.
        """
        return self.annotate(har_sluttet=HarSluttet("pk", Value(paa_dato or timezone.localdate())))


@spor()
class Person(KommuneModel):
    """An employee. No salary, no national identity number, no health data (handbook 9).

    `fodselsaar` is for the forecast of how many will retire, in groups. No page, list or file shows it, and nothing else
    may read it; a test looks for it everywhere.
    """

    formaal = _("Vise hvem som arbeider hvor, og hvem som har hvilken rolle.")
    dataklasse = "egen frist"

    ansattnummer = models.CharField(_("ansattnummer"), max_length=40)
    # Some people have one name only, in the one field or the other.
    fornavn = models.CharField(_("fornavn"), max_length=80, blank=True)
    etternavn = models.CharField(_("etternavn"), max_length=80, blank=True)
    epost = EpostModelField(_("e-post"), blank=True)
    telefon = models.CharField(_("telefon"), max_length=30, blank=True)
    # On leave: the account and the positions stay, and others answer meanwhile. Why is never stored.
    permisjon_fra = models.DateField(_("permisjon fra og med"), null=True, blank=True)
    permisjon_til = models.DateField(_("permisjon til og med"), null=True, blank=True)
    fodselsaar = models.PositiveSmallIntegerField(_("fødselsår"), null=True, blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("personer")
        ordering = ["etternavn", "fornavn"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "ansattnummer"],
                name="person_ansattnummer_unikt",
                violation_error_message=_("En annen ansatt har dette ansattnummeret."),
            ),
            models.CheckConstraint(
                condition=Q(permisjon_fra__isnull=True, permisjon_til__isnull=True)
                | Q(permisjon_fra__isnull=False, permisjon_til__isnull=False, permisjon_til__gte=F("permisjon_fra")),
                name="person_permisjon_gyldig",
                violation_error_message=_("Skriv både første og siste dag. Den siste kan ikke komme før den første."),
            ),
        ]

    def __str__(self):
        return f"{self.fornavn} {self.etternavn}".strip()

    def get_absolute_url(self):
        return reverse("organisasjon:person-detail", args=[self.pk])

    def er_i_permisjon(self, paa_dato=None):
        """On leave on a date (today): others answer. `PersonQuerySet.til_stede` is the other half in SQL."""
        dato = paa_dato or timezone.localdate()
        return self.permisjon_fra is not None and self.permisjon_fra <= dato <= self.permisjon_til

    @property
    def initialer(self):
        return (self.fornavn[:1] + self.etternavn[:1]).upper()


class Navneord(models.Model):
    """A word to find a person by: a name or a part of one, the e-mail, the employee number; folded as `nb_sort` folds.

    The database writes these rows itself (migration 0007). They are read by how the words begin, since comparison is
    the only way to look for text that PostgreSQL lets an index serve behind the kommune wall.
    """

    kommune = models.ForeignKey(
        "organisasjon.Kommune", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    ord = models.TextField(db_collation="C")

    class Meta:
        verbose_name = _("navneord")
        verbose_name_plural = _("navneord")
        indexes = [models.Index(fields=["kommune", "ord"], include=["person"], name="navneord_ord")]

    def __str__(self):
        return self.ord


@spor()
class Stilling(KommuneModel):
    """One position of one person. `nummer` is the HR system's own key for it (FINT: systemId of Arbeidsforhold)."""

    formaal = _("Vise hvor den enkelte arbeider, og hva arbeidet krever.")
    dataklasse = "egen frist"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stillinger")
    enhet = models.ForeignKey(Enhet, on_delete=models.PROTECT, related_name="stillinger")
    nummer = models.CharField(_("stillingsnummer"), max_length=40, blank=True)
    stillingskode = models.CharField(_("stillingskode"), max_length=20, blank=True)
    tittel = models.CharField(_("stillingstittel"), max_length=150)
    prosent = models.DecimalField(
        _("stillingsprosent"),
        max_digits=5,
        decimal_places=2,
        default=100,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    fra = models.DateField(_("fra"))
    til = models.DateField(_("til"), null=True, blank=True)
    er_leder = models.BooleanField(_("leder"), default=False)
    hovedstilling = models.BooleanField(_("hovedstilling"), default=True)

    objects = PeriodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("stilling")
        verbose_name_plural = _("stillinger")
        ordering = ["-fra", "-prosent"]
        constraints = [
            slutt_etter_start("stilling_periode_gyldig"),
            models.CheckConstraint(
                condition=Q(prosent__gte=0, prosent__lte=100),
                name="stilling_prosent_gyldig",
                violation_error_message=_("Stillingsprosenten må være mellom 0 og 100."),
            ),
            ExclusionConstraint(
                name="stilling_ingen_overlapp",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("enhet", RangeOperators.EQUAL),
                    ("nummer", RangeOperators.EQUAL),
                    ("tittel", RangeOperators.EQUAL),
                    (DateRange(F("fra"), F("til"), models.Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Personen har allerede denne stillingen i perioden."),
            ),
        ]
        indexes = [
            # Who works in a unit is read from this alone, without the rows.
            models.Index(fields=["enhet", "til"], include=["person", "kommune"], name="stilling_enhet_til"),
            models.Index(fields=["enhet"], condition=Q(er_leder=True), name="stilling_leder"),
        ]

    def __str__(self):
        return f"{self.tittel}, {self.enhet}"
