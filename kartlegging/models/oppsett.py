"""What a kommune decides about its registry."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Rolletype
from kompetanse.organisasjon.models.aktiv_rolle import AktivRolle

FLEST_MAANEDER = 600


def standard_varseldager():
    """A proof that runs out is told of so many days ahead (handbook 5)."""
    return [90, 30, 7]


class Kartleggingsoppsett(KommuneModel):
    """One row per kommune; the first to ask for it makes it with these defaults (`for_kommunen`)."""

    varsle_dager = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(730)]),
        verbose_name=_("varsle så mange dager før noe går ut"),
        default=standard_varseldager,
    )
    # Those who lead where the person works, and HR, always may.
    bekreftere = models.ManyToManyField(
        Rolletype, blank=True, related_name="+", verbose_name=_("andre roller som kan bekrefte")
    )
    maal_formal = models.PositiveSmallIntegerField(
        _("mål for formell kompetanse, i prosent"), default=100, validators=[MaxValueValidator(100)]
    )
    maal_real = models.PositiveSmallIntegerField(
        _("mål for realkompetanse, i prosent"), default=80, validators=[MaxValueValidator(100)]
    )
    # How long competence is kept after someone has left (fakta 6c). Empty: not decided, and nothing is done.
    sperres_etter_mnd = models.PositiveSmallIntegerField(
        _("sperres så mange måneder etter at noen har sluttet"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(FLEST_MAANEDER)],
    )
    slettes_etter_mnd = models.PositiveSmallIntegerField(
        _("slettes så mange måneder etter at den er sperret"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(FLEST_MAANEDER)],
    )
    apent_sok = models.BooleanField(_("ledere kan søke i hele kommunen"), default=False)
    formaal = models.TextField(_("formålet med søket"), blank=True)
    grunnlag = models.TextField(_("behandlingsgrunnlaget"), blank=True)
    droftet = models.DateField(_("drøftet med de tillitsvalgte"), null=True, blank=True)

    class Meta:
        verbose_name = _("oppsett for kartleggingen")
        verbose_name_plural = _("oppsett for kartleggingen")
        constraints = [
            models.UniqueConstraint(fields=["kommune"], name="kartleggingsoppsett_ett"),
            models.CheckConstraint(
                condition=Q(slettes_etter_mnd__isnull=True) | Q(sperres_etter_mnd__isnull=False),
                name="kartleggingsoppsett_sperres_foer_det_slettes",
                violation_error_message=_("Si først når kompetansen skal sperres. Uten det blir ingenting slettet."),
            ),
            models.CheckConstraint(
                condition=Q(apent_sok=False) | (~Q(formaal="") & ~Q(grunnlag="") & Q(droftet__isnull=False)),
                name="kartleggingsoppsett_apent_sok_begrunnet",
                violation_error_message=_(
                    "Skriv formålet, behandlingsgrunnlaget og dagen det ble drøftet, før ledere kan søke i hele kommunen."
                ),
            ),
        ]

    def __str__(self):
        return _("Oppsett for kartleggingen")

    @classmethod
    def for_kommunen(cls):
        """The settings of the kommune within whose wall this runs."""
        return cls.objects.get_or_create()[0]


def bekrefterroller(bruker: Bruker) -> list[AktivRolle]:
    """The roles in which the user may confirm what people have registered: leader, HR, and those that HR has named."""
    roller = tilgang.aktive_roller(bruker)
    if all(rolle.kode in tilgang.MED_INNSYN_I_SAKER for rolle in roller):
        return roller
    navngitte = Kartleggingsoppsett.objects.values_list("bekreftere__kode", flat=True)
    koder = {*tilgang.MED_INNSYN_I_SAKER, *navngitte}
    return [rolle for rolle in roller if rolle.kode in koder]
