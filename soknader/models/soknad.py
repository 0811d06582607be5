"""The application, its budget and attachments, and the steps it takes through the chain."""

import datetime as dt
from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.arbeidsdager import paa_arbeidsdag
from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models.person import HarSluttet
from soknader.models.enhetsskifte import FolgerEnheten
from soknader.models.ramme import BelopField
from soknader.models.saksteg import Inhabilitet, Saksteg, steg_for


def rapport_mangler():
    """The condition of `Soknad.mangler_rapport`: granted, and not reported."""
    return Q(status__in=Soknad.Status.gitt_penger(), sluttrapport__isnull=True)


def rapport_ventes(paa_dato=None):
    """The condition of `Soknad.skal_rapporteres`: not reported, and the measure is over (or has no end)."""
    over = Q(periode_til__isnull=True) | Q(periode_til__lt=paa_dato or timezone.localdate())
    return over & rapport_mangler()


class SoknadQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """The one answer to «which applications may this user see?»: own; sent ones in the user's line, or that name a unit
        in it; all for HR; and the drafts in the line whose owner is gone.

        Lists, detail pages, exports, PDFs and counters all start here.
        """
        alle = self.model.objects.filter(kommune_id=bruker.kommune_id).order_by()
        egne, sendte = Q(soker_id=bruker.pk), ~Q(status=Soknad.Status.UTKAST)
        forlatte = alle.filter(status=Soknad.Status.UTKAST).uten_eier(bruker)
        if tilgang.ser_alle_saker(bruker):
            return self.filter(egne | sendte | Q(pk__in=forlatte.values("pk")), kommune_id=bruker.kommune_id)
        svarer_paa = Saksteg.objects.filter(steg_for(bruker)).values("soknad")
        # Small sets, each by its index: with «or» the database reads every case of the kommune.
        synlige = alle.filter(egne).union(
            alle.filter(sendte, tilgang.linjen(bruker)),
            alle.filter(sendte, tilgang.linjen(bruker, "soknadsenheter__enhet__path")),
            alle.filter(sendte, pk__in=svarer_paa),
            forlatte,
        )
        return self.filter(pk__in=synlige.values("pk"), kommune_id=bruker.kommune_id)

    def for_leser(self, bruker):
        """Adds whether this user can answer the waiting step, so that `answer_step` asks no statement of its own."""
        svarer = Exists(self.model.objects.filter(pk=OuterRef("pk")).venter_paa(bruker))
        return self.annotate(leser=Value(bruker.pk), leser_svarer=svarer)

    def under_behandling(self):
        return self.filter(status__in=Soknad.Status.under_behandling())

    def omsokte(self):
        """Under way, and not decided in a meeting that is still in progress."""
        return self.under_behandling().filter(vedtak__isnull=True)

    def uten_eier(self, bruker):
        """Open cases in the user's line whose owner has left, is on leave, or has no open account: the user can take
        them over."""
        idag = timezone.localdate()
        i_permisjon = Q(soker__person__permisjon_fra__lte=idag, soker__person__permisjon_til__gte=idag)
        borte = Q(soker__is_active=False) | Q(eier_har_sluttet=True) | i_permisjon
        sluttet = HarSluttet(F("soker__person"), Value(idag))
        i_linjen = self.filter(tilgang.linjen(bruker)).exclude(soker=bruker)
        return i_linjen.alias(eier_har_sluttet=sluttet).filter(borte).aapne()

    def aapne(self):
        """Cases that somebody must go on with: drafts, those under way, and grants without a report."""
        underveis = (Soknad.Status.UTKAST, *Soknad.Status.under_behandling())
        return self.filter(Q(status__in=underveis) | rapport_mangler())

    def stansede(self):
        """Cases that wait for an answer that nobody can give."""
        uten_behandler = Saksteg.objects.uten_behandler().filter(soknad=OuterRef("pk"))
        return self.filter(Exists(uten_behandler), status=Soknad.Status.TIL_BEHANDLING)

    def venter_paa(self, bruker):
        """Cases whose waiting step this user can answer today; not the user's own, not where the user is inhabil."""
        inhabil = Inhabilitet.objects.filter(soknad=OuterRef("pk"), person_id=bruker.person_id)
        ventende = Saksteg.objects.ventende().i_linjen().filter(steg_for(bruker), soknad=OuterRef("pk"))
        return (
            self.filter(Exists(ventende), kommune_id=bruker.kommune_id, status=Soknad.Status.TIL_BEHANDLING)
            .exclude(soker_id=bruker.pk)
            .exclude(Exists(inhabil))
        )


# What is decided stays as it was (architecture, rule 5); `soknadsdeler` freezes the rows that belong to it. A copy may
# lose the draft that it was made from, another may take the case over, it follows its unit when that goes on in another,
# the owner is reminded of the report, a grant gets a measure, and what it points to in a plan may be deleted there; the
# words that are searched (`fritekst`) are worked out by the database after the triggers.
LEVER_VIDERE = (
    "'{kopi_av_id,soker_id,enhet_id,tidligere_enhet_id,rapport_paaminnet,tiltak_id,maal_id,plan_id,fritekst}'::text[]"
)
AVGJORT_FRYSES_SQL = f"""
    if tg_op = 'DELETE' or to_jsonb(new) - {LEVER_VIDERE} is distinct from to_jsonb(old) - {LEVER_VIDERE} then
        raise exception 'Søknaden er avgjort og kan ikke endres.' using errcode = 'check_violation';
    end if;
    return new;
"""


@spor()
class Soknad(FolgerEnheten, KommuneModel):
    """An application for central money. Its states and what may happen in each stand in `sak/livslop.py`."""

    formaal = _("Behandle søknaden, og vise hva kommunens penger gikk til.")
    dataklasse = "bevares"
    gjelder_person = "soker__person"

    class Status(models.TextChoices):
        UTKAST = "utkast", _("Utkast")
        TIL_BEHANDLING = "til_behandling", _("Til behandling")
        RETURNERT = "returnert", _("Returnert")
        TIL_MOTE = "til_mote", _("Klar til møte")
        INNVILGET = "innvilget", _("Innvilget")
        DELVIS = "delvis", _("Delvis innvilget")
        AVSLAATT = "avslaatt", _("Avslått")
        TRUKKET = "trukket", _("Trukket")

        @classmethod
        def kan_redigeres(cls):
            return (cls.UTKAST, cls.RETURNERT)

        @classmethod
        def under_behandling(cls):
            return (cls.TIL_BEHANDLING, cls.RETURNERT, cls.TIL_MOTE)

        @classmethod
        def gitt_penger(cls):
            return (cls.INNVILGET, cls.DELVIS)

        @classmethod
        def avgjorte(cls):
            return (cls.INNVILGET, cls.DELVIS, cls.AVSLAATT)

    class Rapportpaaminnelse(models.TextChoices):
        """The reminders of a report, in the order of the days on which they are sent."""

        SLUTT = "slutt", _("Tiltaket er over")
        FOER = "foer", _("Fristen er nær")
        ETTER = "etter", _("Fristen er passert")

    class Seksjoner(models.TextChoices):
        ALLE = "alle", _("Alle seksjoner")
        UTVALGTE = "utvalgte", _("Noen seksjoner")
        BESKREVET = "beskrevet", _("Beskriv med egne ord")

    class Maalgruppe(models.TextChoices):
        LEDERE = "ledere", _("Ledere")
        MEDARBEIDERE = "medarbeidere", _("Medarbeidere")
        ALLE = "alle", _("Alle")
        ANDRE = "andre", _("Beskriv med egne ord")

    class Kompetansetype(models.TextChoices):
        TVERRGAAENDE = "tverrgaaende", _("Kompetanse på tvers av avdelinger")
        FAGSPESIFIKK = "fagspesifikk", _("Fagspesifikk kompetanse for oss")

    aar = models.PositiveSmallIntegerField(_("år"), help_text=_("Året pengene skal brukes i."))
    lopenummer = models.PositiveIntegerField(_("løpenummer"), null=True, blank=True)
    soknadsrunde = models.ForeignKey(
        "soknader.Soknadsrunde",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="soknader",
        verbose_name=_("søknadsrunde"),
    )
    # The number is kept when a returned application is moved to another year.
    nummeraar = models.PositiveSmallIntegerField(_("nummerets år"), null=True, blank=True, editable=False)
    status = models.CharField(_("status"), max_length=15, choices=Status.choices, default=Status.UTKAST)
    soker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="soknader", verbose_name=_("søker")
    )
    enhet = models.ForeignKey(
        "organisasjon.Enhet",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("enheten søknaden kommer fra"),
        help_text=_("Saken går i linjen fra denne enheten."),
    )
    avdeling = models.ForeignKey(
        "organisasjon.Enhet", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("avdeling")
    )
    seksjoner = models.CharField(
        _("hvilke seksjoner"), max_length=10, choices=Seksjoner.choices, default=Seksjoner.ALLE
    )
    seksjoner_tekst = models.CharField(_("beskriv seksjonene"), max_length=200, blank=True)

    kompetansetype = models.CharField(
        _("hva slags kompetanse"), max_length=15, choices=Kompetansetype.choices, blank=True
    )
    tittel = models.CharField(_("kompetanseområde"), max_length=200)
    beskrivelse = models.TextField(_("beskrivelse"), blank=True)
    maalgruppe = models.CharField(_("målgruppe"), max_length=15, choices=Maalgruppe.choices, blank=True)
    maalgruppe_tekst = models.CharField(_("beskriv målgruppen"), max_length=200, blank=True)
    antall_deltakere = models.PositiveIntegerField(_("antall deltakere"), null=True, blank=True)
    deltakere_tekst = models.CharField(
        _("beskriv deltakerne"), max_length=200, blank=True, help_text=_("Når dere ikke vet antallet ennå.")
    )
    periode_fra = models.DateField(_("fra dato"), null=True, blank=True)
    periode_til = models.DateField(_("til dato"), null=True, blank=True)

    begrunnelse = models.TextField(_("begrunnelse"), blank=True)
    satsingsomraade = models.ForeignKey(
        "planer.Satsingsomraade",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("satsingsområde"),
    )
    # What it serves, as links: the measure, which knows its needs, goals and plan; or else a goal and a plan of its own.
    tiltak = models.ForeignKey(
        "planer.Tiltak",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="soknader",
        verbose_name=_("tiltak"),
    )
    maal = models.ForeignKey(
        "planer.Maal", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("mål")
    )
    plan = models.ForeignKey(
        "planer.Kompetanseplan",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("plan"),
    )
    forankring = models.TextField(_("strategisk forankring"), blank=True)
    egenandel = BelopField(_("egenandel"), default=Decimal(0))
    soknadsbelop = BelopField(
        _("søknadsbeløp"), default=Decimal(0), help_text=_("Summen av budsjettlinjene minus egenandelen.")
    )
    forventet_effekt = models.TextField(_("forventet effekt"), blank=True)
    evaluering = models.TextField(_("slik skal tiltaket evalueres"), blank=True)
    kopi_av = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    opprettet = models.DateTimeField(_("opprettet"), default=timezone.now)
    endret = models.DateTimeField(_("endret"), auto_now=True)
    sendt = models.DateTimeField(_("sendt"), null=True, blank=True)
    avgjort = models.DateTimeField(_("avgjort"), null=True, blank=True)
    # While it is returned: the day by which the applicant is to send it again, and when that was last asked for.
    rettes_innen = models.DateField(_("rettes innen"), null=True, blank=True)
    rettelse_paaminnet = models.DateField(null=True, blank=True, editable=False)
    rapport_paaminnet = models.CharField(
        _("siste påminnelse om rapporten"), max_length=5, choices=Rapportpaaminnelse.choices, blank=True
    )

    objects = SoknadQuerySet.as_manager()

    class Meta:
        verbose_name = _("søknad")
        verbose_name_plural = _("søknader")
        ordering = ["-opprettet", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kommune", "nummeraar", "lopenummer"], name="soknad_nummer_unikt"),
            models.CheckConstraint(
                condition=Q(periode_fra__isnull=True)
                | Q(periode_til__isnull=True)
                | Q(periode_til__gte=F("periode_fra")),
                name="soknad_periode_gyldig",
                violation_error_message=_("Sluttdatoen kan ikke komme før startdatoen."),
            ),
            models.CheckConstraint(
                condition=Q(egenandel__gte=0, soknadsbelop__gte=0),
                name="soknad_belop_ikke_negativt",
                violation_error_message=_("Egenandelen kan ikke være større enn summen av budsjettet."),
            ),
        ]
        indexes = [
            # With what decides who sees a sent one, so that the last page is reached without reading the rows before it.
            models.Index(fields=["kommune", "-opprettet", "-id"], include=["status", "soker"], name="soknad_nyeste"),
            # The search across everything reads from the newest number on, until it has found enough.
            models.Index(
                F("kommune"), F("aar").desc(), F("lopenummer").desc(nulls_last=True), name="soknad_nyeste_nummer"
            ),
            models.Index(fields=["kommune", "status", "id"], name="soknad_status"),
            # Counts and sums are read from these alone, without the rows.
            models.Index(fields=["kommune", "id"], include=["status", "soker", "soknadsbelop"], name="soknad_summer"),
            models.Index(
                fields=["kommune", "aar"],
                include=["satsingsomraade", "soknadsbelop"],
                condition=Q(status__in=("til_behandling", "returnert", "til_mote")),
                name="soknad_under_behandling",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="soknad_avgjort_fryses",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status__in=["innvilget", "delvis", "avslaatt"]),
                func=AVGJORT_FRYSES_SQL,
            )
        ]

    def __str__(self):
        return self.tittel

    def get_absolute_url(self):
        return reverse("soknader:soknad-detail", args=[self.pk])

    @property
    def nummer(self):
        """«26/014», or empty before the application is sent for the first time."""
        return f"{self.nummeraar % 100:02d}/{self.lopenummer:03d}" if self.lopenummer else ""

    # --- Whom it is for: the avdeling and its sections, and the other units that it names (`soknadsenheter`) ---

    def _nevnte(self, *, er_seksjon):
        """The rows of the units that are part of it: those named, less those whose leader has said no."""
        rader = [rad for rad in self.soknadsenheter.all() if rad.er_seksjon == er_seksjon and not rad.nei]
        return sorted(rader, key=lambda rad: rad.enhet.path)

    @property
    def valgte_seksjoner(self):
        """The sections of its avdeling that are picked out."""
        return [rad.enhet for rad in self._nevnte(er_seksjon=True)]

    @property
    def andre_enheter(self):
        """The units that it is for as well."""
        return [rad.enhet for rad in self._nevnte(er_seksjon=False)]

    @property
    def andre_enheter_visning(self):
        """The names of the units that it is for as well; empty when there are none."""
        return ", ".join(rad.enhet_visning for rad in self._nevnte(er_seksjon=False))

    @property
    def ogsaa_for(self):
        """«også for Helse og omsorg, Barnehager»: the same, to stand after the unit that the case comes from."""
        andre = self.andre_enheter_visning
        return andre and _("også for %(enheter)s") % {"enheter": andre}

    @property
    def avdeling_visning(self):
        """The column «Avdeling»: all that it is for, that of the applicant first."""
        return ", ".join(filter(None, [str(self.avdeling or self.enhet), self.ogsaa_for]))

    @property
    def seksjoner_visning(self):
        """The column «Seksjon» as people read it."""
        if self.seksjoner == self.Seksjoner.ALLE:
            return _("Alle")
        if self.seksjoner == self.Seksjoner.BESKREVET:
            return self.seksjoner_tekst
        return ", ".join(rad.enhet_visning for rad in self._nevnte(er_seksjon=True))

    @property
    def deltakere_visning(self):
        """The column «Antall deltakere»: the number, the words, or both: «90 (alle prosjektledere)»."""
        antall = "" if self.antall_deltakere is None else str(self.antall_deltakere)
        return (
            f"{antall} ({self.deltakere_tekst})" if antall and self.deltakere_tekst else antall or self.deltakere_tekst
        )

    @property
    def maalgruppe_visning(self):
        """The column «Leder/medarbeider»."""
        return self.maalgruppe_tekst if self.maalgruppe == self.Maalgruppe.ANDRE else self.get_maalgruppe_display()

    def er_over(self, paa_dato=None):
        """The last day of the measure has passed."""
        return self.periode_til is not None and self.periode_til < (paa_dato or timezone.localdate())

    @property
    def sendt_etterpaa(self):
        """The measure was over when the application was sent; the applicant has confirmed that it has been carried out."""
        return self.sendt is not None and self.er_over(timezone.localdate(self.sendt))

    def mangler_rapport(self):
        """The applicant got money and has not told how it went."""
        return self.status in self.Status.gitt_penger() and not hasattr(self, "sluttrapport")

    def skal_rapporteres(self, paa_dato=None):
        """The report is missing, and the last day of the measure has passed; without dates it may be over at once."""
        return (self.periode_til is None or self.er_over(paa_dato)) and self.mangler_rapport()

    def rapportfrist(self, dager):
        """The last day for the report: so many days after the measure, or after the decision when that came later, on a
        working day."""
        avgjort = self.avgjort and timezone.localtime(self.avgjort).date()
        slutt = max(filter(None, (self.periode_til, avgjort)), default=None)
        return slutt and paa_arbeidsdag(slutt + dt.timedelta(days=dager))

    def current_step(self):
        """The step that waits for an answer now, or None. The one answer to «who is next?»."""
        if self._steg_er_hentet():
            return next((steg for steg in self.steg.all() if steg.venter), None)
        return self.steg.ventende().select_related("enhet").first()

    def last_answer(self):
        """The answer that brought the case to the waiting step, or None when the applicant sent it there."""
        if self._steg_er_hentet():
            svar = max(
                (steg for steg in self.steg.all() if steg.avgjorelse), key=lambda steg: steg.avgjort, default=None
            )
        else:
            svar = self.steg.exclude(avgjorelse="").order_by("avgjort").last()
        return svar if svar and svar.avgjort >= self.sendt else None

    def _steg_er_hentet(self):
        """A page has fetched all the steps already (`prefetch_related`)."""
        return "steg" in getattr(self, "_prefetched_objects_cache", {})

    def can_be_taken_back_by(self, bruker):
        """The one who sent the case on may take it back until the next has opened it or put it on an agenda."""
        steg = self.current_step()
        if self.status not in (self.Status.TIL_BEHANDLING, self.Status.TIL_MOTE) or steg is None or steg.aapnet:
            return False
        svar = self.last_answer()
        if bruker.pk != (self.soker_id if svar is None else svar.avgjort_av_id):
            return False
        return self.aapen_motesak is None

    @cached_property
    def aapen_motesak(self):
        """The case on the agenda of a meeting that is not closed, or None; only a case that is ready can be there."""
        if self.status != self.Status.TIL_MOTE:
            return None
        return self.motesaker.exclude(mote__status="avsluttet").select_related("mote").first()
