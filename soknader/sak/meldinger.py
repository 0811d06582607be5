"""What people are told about applications, one function per event. Called after commit."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import og_liste, sitat, ukedag
from kompetanse.felles.varsler import varsle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Rollekode
from soknader.behandlere import brukere_for_steg
from soknader.models import Steghandling


def brukere_med_rolle(kommune_id, *koder):
    """Active accounts whose person holds one of the roles today."""
    personer = {rolle.person_id for kode in koder for rolle in tilgang.innehavere(kommune_id, kode)}
    return Bruker.objects.filter(person_id__in=personer, is_active=True)


def steg_venter(soknad, steg):
    """The step's turn has come: tell those who can answer it, or HR when it is the meeting's or nobody's."""
    if steg.handling == Steghandling.MOTE:
        varsle(
            brukere_med_rolle(soknad.kommune_id, Rollekode.HR),
            emne=_("%(sak)s er klar til møte") % {"sak": sitat(soknad.tittel)},
            tekst=_("Søknad %(nummer)s er ferdig behandlet i linjen og kan settes på sakslisten.")
            % {"nummer": soknad.nummer},
            lenke=soknad.get_absolute_url(),
        )
    elif steg.enhet_id is None:
        varsle(
            brukere_med_rolle(soknad.kommune_id, Rollekode.HR, Rollekode.SYSTEMANSVARLIG),
            emne=_("Ingen kan svare på %(sak)s") % {"sak": sitat(soknad.tittel)},
            tekst=_("%(grunn)s Gi noen rollen under Organisasjon, så går saken videre.") % {"grunn": steg.flyttet},
            lenke=soknad.get_absolute_url(),
        )
    else:
        varsle(
            brukere_for_steg(steg),
            emne=_("Ta stilling til %(sak)s") % {"sak": sitat(soknad.tittel)},
            tekst=_("Søknad %(nummer)s fra %(enhet)s venter på svar fra deg som %(rolle)s.")
            % {"nummer": soknad.nummer, "enhet": soknad.enhet, "rolle": steg.tittel},
            lenke=soknad.get_absolute_url(),
        )


def returnert(soknad, steg):
    """Tell the applicant what to mend."""
    varsle(
        [soknad.soker],
        emne=_("Søknaden %(sak)s er returnert til deg") % {"sak": sitat(soknad.tittel)},
        tekst=_("%(rolle)s ber deg se på søknaden igjen: %(kommentar)s")
        % {"rolle": steg.tittel, "kommentar": steg.kommentar},
        lenke=soknad.get_absolute_url(),
    )


def avgjort(soknad):
    """Tell the applicant what was decided."""
    varsle(
        [soknad.soker],
        emne=_("Søknaden %(sak)s er avgjort: %(utfall)s")
        % {"sak": sitat(soknad.tittel), "utfall": soknad.get_status_display().lower()},
        tekst=_("Du finner vedtaket og brevet på siden for søknaden."),
        lenke=soknad.get_absolute_url(),
    )


def utsatt(soknad, grunn):
    """Tell the applicant that the case waits for the next meeting."""
    varsle(
        [soknad.soker],
        emne=_("Søknaden %(sak)s er utsatt") % {"sak": sitat(soknad.tittel)},
        tekst=" ".join(del_av for del_av in (grunn, _("Den tas opp igjen i et senere møte.")) if del_av),
        lenke=soknad.get_absolute_url(),
    )


def trukket(soknad, steg):
    """Tell those who were about to answer that they need not."""
    if steg is not None and steg.enhet_id:
        varsle(
            brukere_for_steg(steg),
            emne=_("Søknaden %(sak)s er trukket") % {"sak": sitat(soknad.tittel)},
            tekst=_("Søkeren har trukket søknaden. Du trenger ikke svare."),
            lenke=soknad.get_absolute_url(),
        )


def mote_innkalt(mote, mottakere, antall_saker, endret):
    """Call the group's members to a meeting; `endret` names what is new since the last call. No amounts: mail is open."""
    varsle(
        mottakere,
        emne=lambda: (_("Ny innkalling: %(mote)s") if endret else _("Innkalling: %(mote)s")) % {"mote": mote.tittel},
        tekst=lambda: " ".join(_innkalling(mote, antall_saker, endret)),
        lenke=mote.get_absolute_url(),
    )


def _innkalling(mote, antall_saker, endret):
    if endret:
        yield _("Dette er endret siden forrige innkalling: %(hva)s.") % {"hva": og_liste(endret)}
    yield _("Du er innkalt til møte %(naar)s.") % {"naar": naar_og_hvor(mote)}
    yield ngettext("Det er %(n)s sak på sakslisten.", "Det er %(n)s saker på sakslisten.", antall_saker) % {
        "n": antall_saker
    }


def naar_og_hvor(mote):
    """«torsdag 5. mars 2026 kl. 09.00, Formannskapssalen»."""
    tid = f"{ukedag(mote.dato)} {mote.dato.year}"
    if mote.klokkeslett:
        tid = _("%(dag)s kl. %(klokken)s") % {"dag": tid, "klokken": f"{mote.klokkeslett:%H.%M}"}
    return ", ".join(del_av for del_av in (tid, mote.sted) if del_av)


def mote_avlyst(mote, mottakere):
    """Tell those who were called that the meeting will not be held."""
    varsle(
        mottakere,
        emne=lambda: _("Møtet er avlyst: %(mote)s") % {"mote": mote.tittel},
        tekst=lambda: _("Møtet %(naar)s blir ikke holdt.") % {"naar": naar_og_hvor(mote)},
        lenke=reverse("soknader:mote-list"),
    )


def mbusak_til_godkjenning(sak):
    """Tell the director that a case waits to be read and sent."""
    varsle(
        brukere_med_rolle(sak.kommune_id, Rollekode.KOMMUNEDIREKTOR),
        emne=_("Les og send sak %(nummer)s til MBU") % {"nummer": sak.saksnummer},
        tekst=_("HR har gjort klar saken %(sak)s.") % {"sak": sitat(sak.tittel)},
        lenke=sak.get_absolute_url(),
    )


def mbusak_tilbake(sak, bruker, kommentar):
    """Tell the one who prepared the case why it came back."""
    if sak.opprettet_av_id != bruker.pk:
        varsle(
            [sak.opprettet_av],
            emne=_("Sak %(nummer)s til MBU er gitt tilbake") % {"nummer": sak.saksnummer},
            tekst=kommentar or _("Se over saken en gang til."),
            lenke=sak.get_absolute_url(),
        )


def mbusak_sendt(sak):
    """Tell the board's members and secretary that a case has come."""
    varsle(
        brukere_med_rolle(sak.kommune_id, Rollekode.MBU_MEDLEM, Rollekode.MBU_SEKRETAER),
        emne=_("Ny sak til MBU: %(nummer)s %(sak)s") % {"nummer": sak.saksnummer, "sak": sak.tittel},
        tekst=_("Saken er klar til å leses."),
        lenke=sak.get_absolute_url(),
    )
