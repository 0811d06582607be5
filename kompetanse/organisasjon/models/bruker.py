"""The account that signs in. It points to a person; the person holds the roles."""

import datetime as dt
from functools import cache

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import connection, models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.epost import EpostModelField
from kompetanse.felles.varselrytme import Rytme
from kompetanse.organisasjon.models.aktiv_rolle import AktivRolle
from kompetanse.organisasjon.models.person import Person
from kompetanse.organisasjon.models.rolle import Rolle

# They stand for the values in the query of `aktive_roller`, and occur as no value themselves.
_PERSON, _KOMMUNE, _DAG = -1, -2, dt.date.min


@cache
def _rollesporring():
    """SQL, and what stands for each value in it. Made once: every page asks, and Django needs three times as long to
    put the query together as PostgreSQL needs to answer."""
    roller = Rolle.objects.kan_brukes_av(_PERSON, _DAG).filter(kommune_id=_KOMMUNE)
    rader = roller.order_by("type__rekkefolge", "enhet__path", "pk").values_list(
        "pk", "type__kode", "type__navn", "enhet_id", "enhet__navn", "enhet__path", "med_underliggende",
        "person_id", "person__fornavn", "person__etternavn",
    )  # fmt: skip
    return rader.query.sql_with_params()


def _aktiv_rolle(person_id, *rad):
    *felt, innehaver_id, fornavn, etternavn = rad
    innehaver = "" if innehaver_id == person_id else str(Person(fornavn=fornavn, etternavn=etternavn))
    return AktivRolle(*felt, innehaver_id, paa_vegne_av=innehaver)


class BrukerManager(BaseUserManager):
    def create_user(self, epost, password=None, **fields):
        """Without a password the account cannot sign in before its invitation is answered."""
        bruker = self.model(epost=self.normalize_email(epost).lower(), **fields)
        bruker.set_password(password)
        bruker.save(using=self._db)
        return bruker

    def create_superuser(self, epost, password=None, **fields):
        return self.create_user(epost, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, epost):
        return self.get(epost__iexact=epost)


class Bruker(AbstractBaseUser, PermissionsMixin):
    """Stands outside the kommune wall: sign-in must find it before the kommune is known. Holds no more than that."""

    utenfor_veggen = True

    epost = EpostModelField(_("e-post"), unique=True)
    kommune = models.ForeignKey(
        "organisasjon.Kommune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="brukere",
        help_text=_("Tom bare for den som drifter installasjonen."),
    )
    person = models.OneToOneField(
        "organisasjon.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="bruker"
    )
    malform = models.CharField(
        _("målform"), max_length=2, choices=[("nb", _("Bokmål")), ("nn", _("Nynorsk"))], blank=True
    )
    # Empty: as the kommune has it.
    varselrytme = models.CharField(_("varsler på e-post"), max_length=10, choices=Rytme.choices, blank=True)
    is_active = models.BooleanField(_("aktiv"), default=True)
    is_staff = models.BooleanField(_("drifter installasjonen"), default=False)
    opprettet = models.DateTimeField(_("opprettet"), default=timezone.now)

    USERNAME_FIELD = "epost"
    EMAIL_FIELD = "epost"
    REQUIRED_FIELDS = []

    objects = BrukerManager()

    class Meta:
        verbose_name = _("bruker")
        verbose_name_plural = _("brukere")
        constraints = [
            models.UniqueConstraint(
                Lower("epost"), name="bruker_epost_unik", violation_error_message=_("E-postadressen er i bruk.")
            )
        ]

    def __str__(self):
        return str(self.person) if self.person_id else self.epost

    def get_full_name(self):
        return str(self)

    @cached_property
    def aktive_roller(self) -> list[AktivRolle]:
        """The roles that the user can act in today, the most weighty first. One query, remembered for the request."""
        sql, stedene = _rollesporring()
        verdier = {_PERSON: self.person_id, _KOMMUNE: self.kommune_id, _DAG: timezone.localdate()}
        with connection.cursor() as cursor:
            cursor.execute(sql, [verdier[sted] for sted in stedene])
            return [_aktiv_rolle(self.person_id, *rad) for rad in cursor.fetchall()]

    def roller_som(self, *koder: str) -> list[AktivRolle]:
        """Those of them that are of one of these types."""
        return [rolle for rolle in self.aktive_roller if rolle.kode in koder]

    def varseladresse(self) -> str:
        """Where messages are mailed now: the person's own address, else the one that signs in.

        Empty for an account that is shut and for who has left. The person must be within the wall.
        """
        person = Person.objects.med_slutt().filter(pk=self.person_id).first()
        if not self.is_active or (person and person.har_sluttet):
            return ""
        return (person and person.epost) or self.epost

    @property
    def varselrytmer(self) -> list[tuple[str, str, bool]]:
        """How often messages can be mailed: key, name, and whether it is so now."""
        naa = self.varselrytme or (self.kommune.varselrytme if self.kommune_id else Rytme.STRAKS)
        return [(rytme.value, rytme.label, rytme == naa) for rytme in Rytme]

    def get_short_name(self):
        return self.person.fornavn if self.person_id else self.epost
