"""Forms of the case to MBU: search, start, edit, and the steps that ask for words."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import DatoField, TekstField
from kompetanse.felles.formats import dato as vis_dato
from kompetanse.felles.redigering import SakForm
from kompetanse.felles.riktekst import RiktekstField
from kompetanse.felles.samskriving import SamskrivForm
from soknader.models import MbuSak

LANG_TEKST = 20_000


class MbuSakFilter(forms.Form):
    """Search in the cases that the reader may see."""

    q = TekstField(
        label=gettext_lazy("Søk i saksnummer og tekst"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    aar = forms.TypedChoiceField(label=gettext_lazy("År"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args, bruker, **kwargs):
        super().__init__(*args, **kwargs)
        aarene = MbuSak.objects.visible_to(bruker).aarene()
        self.fields["aar"].choices = [("", _("Alle år")), *((aar, aar) for aar in aarene)]


class PerDatoForm(forms.Form):
    """Up to which date decided applications come along."""

    use_required_attribute = False

    per_dato = DatoField(
        label=gettext_lazy("Ta med søknader avgjort til og med"),
        help_text=gettext_lazy("Det som avgjøres senere, kommer med i neste sak."),
        error_messages={"required": gettext_lazy("Skriv en dato, for eksempel 9.12.2026.")},
    )

    def clean_per_dato(self):
        per_dato = self.cleaned_data["per_dato"]
        if per_dato > timezone.localdate():
            raise ValidationError(_("Datoen kan ikke være senere enn i dag."))
        return per_dato


def _tekst(navn, *, rader=6):
    etikett = MbuSak._meta.get_field(navn).verbose_name.capitalize()
    return RiktekstField(label=etikett, max_length=LANG_TEKST, rader=rader, required=False)


class MbuSakForm(SakForm):
    """Every word of the case but the rows of the table. Half-done is fine; `mbusak.mangler` says what is missing."""

    maa_ha = ("saksnummer", "motedato", "saksbehandler", "forslag_til_vedtak")

    saksnummer = TekstField(
        label=gettext_lazy("Saksnummer"), max_length=20, required=False, widget=forms.TextInput(attrs={"size": 8})
    )
    ramme_tekst = _tekst("ramme_tekst")
    organisering_tekst = _tekst("organisering_tekst", rader=9)
    soknader_overskrift = TekstField(label=gettext_lazy("Overskrift for søknadene"), max_length=150, required=False)
    soknader_tekst = _tekst("soknader_tekst", rader=2)
    besluttet_tekst = _tekst("besluttet_tekst", rader=3)
    evaluering_tekst = _tekst("evaluering_tekst", rader=3)
    forslag_til_vedtak = _tekst("forslag_til_vedtak", rader=3)

    def foran(self):
        """The texts above the table, in the order they stand."""
        return [self[navn] for navn in MbuSak.TEKSTER[:4]]

    def etter(self):
        """The texts below the table."""
        return [self[navn] for navn in MbuSak.TEKSTER[4:]]


class MbuRadForm(SamskrivForm, forms.Form):
    """One row of the table, in the words that the board reads. What it costs is what was applied for."""

    use_required_attribute = False

    avdeling = TekstField(label=gettext_lazy("Avdeling"), max_length=2_000, required=False)
    seksjon = TekstField(label=gettext_lazy("Seksjon"), max_length=500, required=False)
    kompetanseomraade = TekstField(
        label=gettext_lazy("Kompetanseområde"),
        max_length=200,
        error_messages={"required": gettext_lazy("Skriv hvilket kompetanseområde det gjelder.")},
    )
    beskrivelse = TekstField(
        label=gettext_lazy("Beskrivelse"),
        max_length=LANG_TEKST,
        flere_linjer=True,
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )
    antall_deltakere = TekstField(label=gettext_lazy("Antall deltakere"), max_length=200, required=False)
    kostnad_merknad = TekstField(
        label=gettext_lazy("Merknad til kostnaden"),
        help_text=gettext_lazy("For eksempel «eks. mva.»"),
        max_length=100,
        required=False,
    )
    maalgruppe = TekstField(label=gettext_lazy("Leder/medarbeider"), max_length=200, required=False)


class KommentarForm(forms.Form):
    """What the other should know when a case is given back."""

    use_required_attribute = False

    kommentar = TekstField(
        label=gettext_lazy("Hva bør endres?"), max_length=2_000, flere_linjer=True, rader=4, required=False
    )


class UtvalgsvedtakForm(SamskrivForm, forms.Form):
    """What the board resolved, and when."""

    use_required_attribute = False

    vedtaksdato = DatoField(
        label=gettext_lazy("Vedtaksdato"), error_messages={"required": gettext_lazy("Skriv når vedtaket ble fattet.")}
    )
    vedtak = TekstField(
        label=gettext_lazy("Vedtak"),
        help_text=gettext_lazy("Skriv vedtaket slik det står i protokollen."),
        max_length=LANG_TEKST,
        flere_linjer=True,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Skriv hva utvalget vedtok.")},
    )

    def __init__(self, *args, sak, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance = sak
        self.tidligst = min(filter(None, (timezone.localdate(sak.sendt), sak.motedato)))

    def clean_vedtaksdato(self):
        """Not before the case was sent; an old case may be entered long after its meeting."""
        dato = self.cleaned_data["vedtaksdato"]
        if dato > timezone.localdate():
            raise ValidationError(_("Vedtaksdatoen kan ikke være senere enn i dag."))
        if dato < self.tidligst:
            tekst = _("Vedtaksdatoen kan ikke være før %(dato)s. Da hadde ikke utvalget fått saken.")
            raise ValidationError(tekst % {"dato": vis_dato(self.tidligst)})
        return dato
