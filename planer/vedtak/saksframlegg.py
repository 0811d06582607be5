"""The case by which a plan is put before its body: proposed from the plan, edited, and frozen as it is sent.

Every change locks the plan. While it is before its body nobody changes what it says, so what is proposed from it stays true.
Once a case is sent, the database refuses every change of it.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kompetanse.felles.overgang import endret_siden
from kompetanse.felles.samskriving import Endring, avtrykk
from kompetanse.organisasjon.models import Bruker
from planer.endring import logg
from planer.models import Kompetanseplan, Saksdel, Saksdelmal, Saksframlegg, Vedtaksorgan
from planer.vedtak import innhold, meldinger, sakstekst
from planer.vedtak.documents import SAKSFRAMLEGG, SAKSVEDLEGG
from planer.vedtak.livslop import LIVSLOP
from planer.vedtak.samling import samle

FELTER = ("organ", "tittel", "saksnummer", "arkivkode", "saksbehandler", "motedato")


def delnavn(del_: Saksdel) -> str:
    """What the field of a part is called in the editor."""
    return f"del-{del_.pk}"


def ordene(sak: Saksframlegg) -> dict[str, Any]:
    """Every value that is typed in the case, as the editor names it."""
    return {navn: getattr(sak, navn) for navn in FELTER} | {delnavn(ett): ett.tekst for ett in sak.deler.all()}


# --- A draft ----------------------------------------------------------------------------------------


@transaction.atomic
def begynn(plan: Kompetanseplan, *, bruker: Bruker) -> Saksframlegg:
    """The case that is being written, else a new one: what people wrote in the last, and the rest proposed from the plan."""
    plan = LIVSLOP.begynn(plan, "skriv_sak", bruker=bruker)
    if utkast := _utkastet(plan):
        return utkast
    forrige = plan.saksframlegg.order_by("-sendt").first()
    skrevet = {ett.kode: ett for ett in forrige.deler.exclude(skrevet=None)} if forrige else {}
    with translation.override(plan.kommune.malform):
        sak = Saksframlegg.objects.create(
            plan=plan,
            organ=Vedtaksorgan.for_plan(plan).navn,
            tittel=sakstekst.saksnavn(plan)[:200],
            saksbehandler=str(bruker)[:150],
            opprettet_av=bruker,
        )
    Saksdel.objects.bulk_create(_del(sak, mal, skrevet) for mal in Saksdelmal.objects.filter(i_bruk=True))
    _foreslaa(sak)
    logg(plan, "plan.sak_begynt", bruker=bruker, sak=sak.tittel)
    return sak


def _utkastet(plan):
    return plan.saksframlegg.filter(sendt=None).first()


def _del(sak, mal, skrevet):
    del_ = Saksdel(sak=sak, kode=mal.nokkel, tittel=mal.tittel, rekkefolge=mal.rekkefolge)
    if gammel := skrevet.get(del_.kode):
        del_.tekst, del_.skrevet = gammel.tekst, gammel.skrevet
    return del_


def folg(plan: Kompetanseplan) -> None:
    """Let the draft of a plan that is put before its body anew say what the plan says now. Inside the lock of the plan."""
    if utkast := _utkastet(plan):
        _foreslaa(utkast)


def _foreslaa(sak):
    """Propose anew each part that nobody has written in."""
    tekster = sakstekst.forslag(sak.plan)
    urorte = list(sak.deler.filter(skrevet=None))
    for del_ in urorte:
        del_.tekst = tekster.get(del_.kode, "")
    Saksdel.objects.bulk_update(urorte, ["tekst"])
    sak.foreslaatt = timezone.now()
    sak.save(update_fields=["foreslaatt"])


@transaction.atomic
def skriv(sak: Saksframlegg, endring: Endring, *, bruker: Bruker) -> list[ValidationError]:
    """Store what this user has changed since the page was made. Returns what someone else has changed too, which is left."""
    sak = _aapen(sak, "skriv_sak", bruker)
    endret, uenig = endring.mot(ordene(sak))
    for navn in endret.keys() & set(FELTER):
        setattr(sak, navn, endret[navn])
    sak.save()
    for del_ in sak.deler.all():
        if delnavn(del_) in endret:
            del_.tekst, del_.skrevet = endret[delnavn(del_)], timezone.now()
            del_.save()
    return [uenig] if uenig else []


@transaction.atomic
def slett(sak: Saksframlegg, *, bruker: Bruker) -> None:
    """Throw a draft away."""
    sak = _aapen(sak, "slett_sak", bruker)
    logg(sak.plan, "plan.sak_slettet", bruker=bruker, sak=sak.tittel)
    sak.delete()


def _aapen(sak, navn, bruker):
    """The case read anew, under the lock of its plan; refused when it is sent or gone."""
    plan = LIVSLOP.begynn(sak.plan, navn, bruker=bruker)
    naa = _utkastet(plan)
    if naa is None or naa.pk != sak.pk:
        raise endret_siden()
    return naa


# --- Sent -------------------------------------------------------------------------------------------


def sist_sendt(plan: Kompetanseplan) -> Saksframlegg | None:
    """The case that was sent last since the plan was adopted."""
    sendte, sist = plan.saksframlegg.exclude(sendt=None), plan.sist_frosset
    return (sendte.filter(sendt__gt=sist) if sist else sendte).order_by("-sendt").first()


def mangler(sak: Saksframlegg) -> list[str]:
    """What the case lacks before it can be sent: a list of sentences."""
    krav = [
        (sak.organ, _("Skriv hvem saken går til.")),
        (sak.saksbehandler, _("Skriv hvem som er saksbehandler.")),
        (
            any(ett.tekst for ett in sak.deler.all() if ett.kode == Saksdelmal.INNSTILLING),
            _("Skriv forslaget til vedtak."),
        ),
    ]
    return [setning for verdi, setning in krav if not verdi]


def send(sak: Saksframlegg, *, bruker: Bruker) -> Saksframlegg:
    """Freeze the case, and the plan as it is now, and tell those who adopt it. Raises `PdfMangler` with nothing changed.

    The two documents are drawn before the plan is locked, so that nobody waits for them; is something written meanwhile,
    they are thrown away and the user is told.
    """
    sak = Saksframlegg.objects.select_related("kommune", "plan__kommune", "plan__enhet").get(pk=sak.pk)
    if feil := mangler(sak):
        raise ValidationError(feil, code="mangler")
    sett, sak.sendt = _avtrykk(sak), timezone.now()
    dokumenter = [slag.ferdig(sak) for slag in (SAKSFRAMLEGG, SAKSVEDLEGG)]
    with transaction.atomic():
        naa = _aapen(sak, "send_sak", bruker)
        if _avtrykk(naa) != sett:
            raise endret_siden()
        naa.sendt, naa.sendt_av = sak.sendt, bruker
        naa.pdf, naa.vedlegg = (ett.ta_vare_paa(naa, bruker=bruker) for ett in dokumenter)
        naa.save()
        logg(naa.plan, "plan.sak_sendt", bruker=bruker, sha256=naa.pdf.sha256, vedlegg=naa.vedlegg.sha256)
        meldinger.sak_sendt(naa, Vedtaksorgan.for_plan(naa.plan), fra=bruker)
    return naa


def _avtrykk(sak):
    """Of all that the two documents are made from."""
    return avtrykk(ordene(sak)) + innhold.avtrykk(samle(sak.plan).som_data())
