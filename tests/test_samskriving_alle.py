"""Every form that writes on a row which others may be writing on, does it by `felles.samskriving`; the rest say why not."""

import importlib
import pkgutil

from django.forms import BaseForm

from kompetanse.felles.samskriving import SamskrivForm

APPER = ("kompetanse", "evaluering", "kartlegging", "kurs", "planer", "soknader")
# Why a form needs it not → the forms, by the end of their module and their name.
UNNTAK = {
    "What they show comes from the address: they choose what a page shows": {
        *("dekning.forms.Enhetsfilter", "dekning.forms.Kategorifilter", "dekning.forms.Mangelfilter"),
        *("dekning.forms.Utlopsfilter", "finn.forms.FinnForm", "forslag.ForslagFilter", "kompetanse.KompetanseFilter"),
        *(
            "stillingskategori.KategoriFilter",
            "liste.KravFilter",
            "tabell.forms.HvaOmForm",
            "tabell.forms.MatriseFilter",
        ),
        *("innlesing.forms.LinjeFilter", "felles.skjema.Listefilter", "enhet.TreFilter", "person.OppslagFilter"),
        *("person.PersonFilter", "rolle.RolleFilter", "dokument.DokumentFilter", "gjenbruk.lister.KildeFilter"),
        *("handlingsplan.forms.HandlingsplanFilter", "rodtraad.forms.Bruddfilter", "lister.Medarbeiderfilter"),
        "innstilling.forms.ForslagFilter",
        *("samtale.lister.Aarsfilter", "samtale.lister.Samtalefilter", "samtale.lister.Utdanningsfilter"),
        *("lister.PlanFilter", "mbu.forms.MbuSakFilter", "mote.forms.MoteFilter", "ramme.forms.FordelingsvalgForm"),
        *("ramme.forms.SakerFilter", "register.RegisterForm", "budsjett.forms.Aarsvalg", "budsjett.forms.Postfilter"),
        *(
            "drofting.lister.DroftingFilter",
            "dager.forms.Aarsvalg",
            "dager.forms.Enhetsvalg",
            "dager.forms.Fjoraarsvalg",
        ),
        *("kalender.forms.Kalenderfilter", "paamelding.lister.Kjoringsfilter"),
        *("bruk.forms.Oversiktfilter", "bruk.forms.Sammenlikningsvalg"),
    },
    "Of many rows, those that this page has changed": {"oppmote.forms.OppmoteForm"},
    "A new row, which nobody else has": {
        "dager.forms.MaalForm",
        *("finn.forms.SporForm", "forslag.ForslagForm", "krav.KravForm", "oppgave.UtforerForm", "sett.KopierForm"),
        *(
            "sett.TaInnForm",
            "tabell.forms.BehovForm",
            "tabell.forms.KompetansebehovForm",
            "stillingskategori.TilknytningForm",
        ),
        *("enhet.NyEnhetForm", "person.NyPersonForm", "person.InvitasjonForm", "rolle.NyRolleForm"),
        *(
            "rolle.StedfortrederForm",
            "behov.forms.GrunnlagForm",
            "drofting.forms.InnspillForm",
            "drofting.forms.MateriellForm",
            "oppmote.forms.MoteForm",
            *("maal.forms.MaalingForm", "nytte.forms.IndikatormaalingForm"),
            "plan.forms.MedlemForm",
        ),
        *("plan.forms.PlanForm", "plan.forms.PlanenhetForm", "person.forms.LederForm", "drofting.ForslagForm"),
        "innstilling.forms.StartForm",
        *("tilbud.forms.KurskompetanseForm", "tilbud.forms.KurstiltakForm", "tilbud.forms.MalgruppeForm"),
        *("paamelding.forms.FolkForm", "paamelding.forms.StillingForm"),
        *("samtale.forms.InvitasjonForm", "samtale.forms.PermisjonForm"),
        *("drofting.InnkallingForm", "mbu.forms.PerDatoForm", "ramme.forms.JusteringForm", "rapport.RapportForm"),
        *(
            "soknad.StartForm",
            "soknad.FraTiltakForm",
            "soknad.PottForm",
            "sak.forms.tiltak.KnyttForm",
            "vedlegg.VedleggForm",
            "oppsett.forms.EtterfristForm",
            "gjenbruk.forms.HentForm",
            "mote.forms.SettPaaForm",
            "svar.sporreskjema.Svarform",
        ),
    },
    "A file: each line is shown as new, changed or the same before it is stored": {
        *("importer.KatalogopplastingForm", "innlesing.forms.KolonneForm", "innlesing.forms.OmlesingForm"),
        *("innlesing.forms.OpplastingForm", "importer.AnsattkolonneForm", "importer.AnsattopplastingForm"),
        *("importer.OmfangForm", "dokument.MaallisteForm", "innlesing.forms.PlanopplastingForm"),
        *("maal.forms.MaalingslisteForm", "svar.forms.SvarfilForm", "nytte.forms.IndikatorlisteForm"),
    },
    "One act, which is asked about or given a reason, and refused when what it is about has gone on": {
        *(
            "finn.forms.LukkForm",
            "forslag.AvslaaForm",
            "forslag.FinnesForm",
            "forslag.TaInnForm",
            "kompetanse.AvvikleForm",
        ),
        *("kompetanse.SlaaSammenForm", "krav.AvsluttForm", "krav.EndreKravForm", "profil.forms.FremlagtForm"),
        *("profil.forms.JusterForm", "profil.forms.ReturForm", "enhet.AvsluttForm", "enhet.DelForm", "enhet.FlyttForm"),
        *("enhet.SlaaSammenForm", "rolle.AvsluttRolleForm", "behov.forms.FunnsvarForm", "alternativskjema.VelgForm"),
        *(
            "felles.kode.KodeForm",
            "oppmote.forms.AdresseForm",
            "drofting.forms.LeggInnForm",
            "drofting.forms.TavleForm",
        ),
        *("drofting.ForslagssvarForm", "vedtak.KommentarForm", "vedtak.VedtakForm", "mbu.forms.KommentarForm"),
        *("mote.forms.AvsluttForm", "mote.forms.UtsettForm", "mote.forms.VedtakForm", "ramme.forms.FordelingForm"),
        *("ramme.forms.OverforingForm", "rapport.RettingForm", "svar.SvarForm"),
        *("innstilling.forms.AvgjorForm", "innstilling.forms.SamleForm"),
        *("svar.forms.FristForm", "svar.forms.RakkIkkeForm"),
        *("svar.SendForm", "samtale.forms.AvslaaForm", "samtale.forms.HoldtForm", "samtale.forms.InnvilgForm"),
        "oppsett.forms.BeslutningForm",
        *("kjoring.forms.FlyttForm", "kjoring.forms.KommentarForm", "paamelding.forms.SvarForm"),
    },
    "One's own, which nobody else writes on": {
        *(
            "finn.forms.SvarForm",
            "cvforms.DelingForm",
            "cvforms.ErfaringForm",
            "cvforms.MiniCvForm",
            "profil.forms.BrukForm",
        ),
        *(
            "profil.forms.RegistreringForm",
            "profil.forms.SluttForm",
            "konto.VelgPassordForm",
            "innlogging.BekreftKodeForm",
        ),
        *("innlogging.BekreftPassordForm", "innlogging.ByttPassordForm", "innlogging.FoerstePassordForm"),
        *("innlogging.GlemtPassordForm", "innlogging.KodeForm", "innlogging.LoggInnForm", "innlogging.NyttPassordForm"),
        *("innlogging.SlaaPaaKodeForm",),
    },
    "A part of a form that does, or what others are made from": {
        *(
            "krav.InnholdForm",
            "felles.skjema.HalvferdigForm",
            "samtale.forms.Tidsfelt",
            "enhet.EndringForm",
            "tiltak.forms.KostnadForm",
        ),
        *("budsjett.LinjeForm", "kjoring.forms.TidForm"),
    },
}


def alle_under(klasse):
    for under in klasse.__subclasses__():
        yield under
        yield from alle_under(under)


def skjemaene():
    """Every form of the apps."""
    for app in APPER:
        for modul in pkgutil.walk_packages(importlib.import_module(app).__path__, f"{app}."):
            if (
                modul.name.endswith((".forms", "form", "skjema", "lister", "innlogging", "felt"))
                or ".forms." in modul.name
            ):
                importlib.import_module(modul.name)
    return {klasse for klasse in alle_under(BaseForm) if klasse.__module__.split(".")[0] in APPER}


def test_every_form_that_others_may_write_in_too_is_written_together():
    uten = {
        f"{klasse.__module__}.{klasse.__qualname__}" for klasse in skjemaene() if not issubclass(klasse, SamskrivForm)
    }
    unntatt = set().union(*UNNTAK.values())

    uten_grunn = {navn for navn in uten if not any(navn.endswith(f".{ett}") for ett in unntatt)}
    foreldet = {ett for ett in unntatt if not any(navn.endswith(f".{ett}") for navn in uten)}

    assert (uten_grunn, foreldet) == (set(), set())
