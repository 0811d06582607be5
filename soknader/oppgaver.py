"""What waits for a person in the applications: answers, own cases, HR's queues, cases to MBU."""

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles import formats
from kompetanse.felles.oppgaver import MANGE, Oppgave
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Kommune, Rollekode
from planer.models import Tiltak
from soknader.models import MbuRad, MbuSak, Mote, Motedeltaker, Motesak, Ramme, Soknad, Soknadsoppsett
from soknader.models.soknad import rapport_mangler, rapport_ventes
from soknader.oppsett import beslutning, soknadsrunder
from soknader.sak.behandlere import venter_paa
from soknader.sak.meldinger import hvor_eieren_er

Status = Soknad.Status


def oppgaver_for(bruker: Bruker) -> list[Oppgave]:
    """What waits for this user, in no order. The number of statements is the same whatever the size."""
    return [
        *_svar_paa_soknader(bruker),
        *_egne(bruker),
        *_uten_eier(bruker),
        *_uten_tiltak(bruker),
        *_oppgaver_for_hr(bruker),
        *_mbu_saker(bruker),
        *_hvem_beslutter(bruker),
    ]


def egne_soknader(bruker: Bruker) -> QuerySet[Soknad]:
    """The user's applications: those that wait for the user first (`venter_paa_soker`), then the newest."""
    soknader = Soknad.objects.filter(soker=bruker, kommune_id=bruker.kommune_id).annotate(
        venter_paa_soker=Case(When(Q(status=Status.RETURNERT) | rapport_ventes(), then=True), default=False)
    )
    return soknader.order_by("-venter_paa_soker", "-opprettet")


def neste_mote(bruker: Bruker) -> Mote | None:
    """The next meeting that the user is called to, or is in, with `antall` cases."""
    kalt = Motedeltaker.objects.filter(mote=OuterRef("pk"), person=bruker.person_id)
    moter = Mote.objects.visible_to(bruker).exclude(status=Mote.Status.AVSLUTTET)
    moter = moter.filter(Exists(kalt), dato__gte=timezone.localdate())
    return moter.annotate(antall=Count("saker")).order_by("dato", "klokkeslett").first()


def _egne(bruker):
    """What waits in the user's own applications; most people have none."""
    if not Soknad.objects.filter(soker=bruker).exists():
        return []
    return [*map(_egen_oppgave, _egne_som_venter(bruker)), *_utkast_med_frist(bruker), *_stoppet(bruker)]


def _egne_som_venter(bruker):
    oppsett = Soknadsoppsett.objects.filter(kommune=OuterRef("kommune"))
    egne = egne_soknader(bruker).filter(venter_paa_soker=True)
    return egne.annotate(rapportfrist_dager=Subquery(oppsett.values("rapportfrist_dager")))[:MANGE]


def _svar_paa_soknader(bruker):
    """Applications whose waiting step this user can answer."""
    oppgaver = [
        Oppgave(
            hva=_("Ta stilling til %(sak)s") % {"sak": formats.sitat(steg.soknad.tittel)},
            hvorfor=_("Søknad fra %(enhet)s · %(belop)s")
            % {"enhet": steg.soknad.enhet, "belop": formats.kr(steg.soknad.soknadsbelop)},
            url=steg.soknad.get_absolute_url(),
            ikon="Wallet",
            frist_dato=steg.frist,
        )
        for steg in venter_paa(bruker)[: MANGE + 1]
    ]
    return _hoyst_mange(oppgaver, _("Se alle søknadene som venter på deg"), "venter")


def _hoyst_mange(oppgaver, resten, hvem):
    """The first of one kind, and a way to the rest in the register."""
    if len(oppgaver) <= MANGE:
        return oppgaver
    alle = Oppgave(
        hva=resten,
        hvorfor=_("Her står de %(antall)s som haster mest") % {"antall": formats.tallord(MANGE)},
        url=f"{reverse('soknader:soknad-list')}?hvem={hvem}",
        ikon="Tasklist",
    )
    return [*oppgaver[:MANGE], alle]


def _egen_oppgave(soknad):
    if soknad.status == Status.RETURNERT:
        return Oppgave(
            hva=_("Rett opp %(sak)s") % {"sak": formats.sitat(soknad.tittel)},
            hvorfor=_("Søknaden er returnert til deg. Se kommentaren, endre og send på nytt"),
            url=soknad.get_absolute_url(),
            ikon="ArrowUndo",
            tone="varsel",
            frist_dato=soknad.rettes_innen,
        )
    return Oppgave(
        hva=_("Fortell hva %(sak)s ga") % {"sak": formats.sitat(soknad.tittel)},
        hvorfor=_("Skriv hva tiltaket kostet, og hvor mange som deltok"),
        url=reverse("soknader:soknad-rapport", args=[soknad.pk]),
        ikon="Receipt",
        frist_dato=soknad.rapportfrist(soknad.rapportfrist_dager),
    )


def _utkast_med_frist(bruker):
    """The user's drafts that can be sent in a round that is open now."""
    utkast = soknadsrunder.utkast_med_frist(timezone.localdate()).filter(soker=bruker).order_by("rundefrist", "pk")
    return [
        Oppgave(
            hva=_("Send %(sak)s") % {"sak": formats.sitat(soknad.tittel)},
            hvorfor=_("Utkastet må sendes før fristen i søknadsrunden"),
            url=soknad.get_absolute_url(),
            ikon="Paperplane",
            frist_dato=soknad.rundefrist,
        )
        for soknad in utkast[:MANGE]
    ]


def _oppgaver_for_hr(bruker):
    """Cases that wait for HR as a group: ready for a meeting, without a handler, decided but not told to MBU."""
    if not bruker.has_perm("soknader.run_mote"):
        return []
    antall = _antall_for_hr(bruker.kommune_id)
    forslag = [
        (
            antall["klare"],
            ngettext("Sett %(n)s sak på sakslisten", "Sett %(n)s saker på sakslisten", antall["klare"]),
            _("Ferdig behandlet i linjen og klar til møte"),
            reverse("soknader:mote-list"),
            "Gavel",
        ),
        (
            antall["til_mbu"],
            ngettext("Orienter MBU om %(n)s vedtak", "Orienter MBU om %(n)s vedtak", antall["til_mbu"]),
            _("Avgjort siden forrige MBU-sak"),
            reverse("soknader:mbusak-list"),
            "Handshake",
        ),
    ]
    koer = [Oppgave(hva % {"n": formats.tall(n)}, hvorfor, url, ikon) for n, hva, hvorfor, url, ikon in forslag if n]
    return [*_stansede(bruker), *_aar_uten_ramme(bruker.kommune_id), *koer]


def _hvem_beslutter(bruker):
    """Overall plans that are adopted, and that HR has not said who decides after."""
    if not bruker.has_perm(beslutning.RETT):
        return []
    return [
        Oppgave(
            hva=_("Avklar hvem som beslutter sentrale midler"),
            hvorfor=_("%(plan)s er vedtatt. Endres saksgangen?") % {"plan": plan},
            url=reverse("soknader:beslutning-update", args=[plan.pk]),
            ikon="Gavel",
        )
        for plan in beslutning.uavklarte(bruker)[:MANGE]
    ]


def _aar_uten_ramme(kommune_id):
    """The years that applications on their way ask for money from, and that have no frame to decide them against."""
    ramme = Ramme.objects.filter(kommune_id=kommune_id, aar=OuterRef("aar"))
    venter = Soknad.objects.filter(~Exists(ramme), kommune_id=kommune_id).under_behandling()
    return [
        Oppgave(
            hva=_("Lag rammen for %(aar)s") % {"aar": aar},
            hvorfor=ngettext("%(n)s søknad venter på den", "%(n)s søknader venter på den", antall)
            % {"n": formats.tall(antall)},
            url=f"{reverse('soknader:ramme-create')}?aar={aar}",
            ikon="Wallet",
        )
        for aar, antall in venter.order_by("aar").values_list("aar").annotate(Count("pk"))
    ]


def _uten_eier(bruker):
    """Cases in the user's line whose owner is gone: the user can take them over."""
    if not bruker.roller_som(*tilgang.MED_INNSYN_I_SAKER):
        return []
    saker = Soknad.objects.uten_eier(bruker).select_related("soker__person")
    oppgaver = [
        Oppgave(
            hva=_("Overta %(sak)s") % {"sak": formats.sitat(sak.tittel)},
            hvorfor=hvor_eieren_er(sak),
            url=sak.get_absolute_url(),
            ikon="PersonPlus",
            tone="varsel",
        )
        for sak in saker.order_by("opprettet")[: MANGE + 1]
    ]
    return _hoyst_mange(oppgaver, _("Se alle søknadene som mangler en eier"), "uten_eier")


def _uten_tiltak(bruker):
    """Grants not yet reported on that no measure tells of, for those who lead the unit or its avdeling themselves."""
    leder = [rolle.sti for rolle in bruker.roller_som(*Rollekode.ledere())]
    if not leder:
        return []
    naer = Q(enhet__path__in=leder) | Q(avdeling__path__in=leder)
    saker = Soknad.objects.filter(naer, rapport_mangler(), tiltak__isnull=True, kommune_id=bruker.kommune_id)
    return [
        Oppgave(
            hva=_("Knytt %(sak)s til et tiltak") % {"sak": formats.sitat(sak.tittel)},
            hvorfor=_("Søknaden er innvilget, og planen sier ikke hva pengene går til"),
            url=reverse("soknader:soknad-tiltak", args=[sak.pk]),
            ikon="Wallet",
        )
        for sak in saker.order_by("avgjort")[:MANGE]
    ]


def _stoppet(bruker):
    """The user's own applications that ask for money for a measure that the plan has stopped."""
    egne = Soknad.objects.filter(soker=bruker, tiltak__status=Tiltak.Status.STOPPET).under_behandling()
    return [
        Oppgave(
            hva=_("Trekk %(sak)s hvis den ikke gjelder lenger") % {"sak": formats.sitat(sak.tittel)},
            hvorfor=_("Tiltaket i planen er stoppet mens søknaden er under behandling"),
            url=sak.get_absolute_url(),
            ikon="ExclamationmarkTriangle",
            tone="varsel",
        )
        for sak in egne.order_by("sendt")[:MANGE]
    ]


def _stansede(bruker):
    """Each case that nobody can answer: HR points out who does, on its page."""
    saker = Soknad.objects.visible_to(bruker).stansede().select_related("enhet").order_by("sendt")
    oppgaver = [
        Oppgave(
            hva=_("Pek ut hvem som svarer på %(sak)s") % {"sak": formats.sitat(sak.tittel)},
            hvorfor=_("Ingen kan svare på søknaden fra %(enhet)s") % {"enhet": sak.enhet},
            url=sak.get_absolute_url(),
            ikon="ExclamationmarkTriangle",
            tone="varsel",
        )
        for sak in saker[: MANGE + 1]
    ]
    return _hoyst_mange(oppgaver, _("Se alle søknadene som ingen kan svare på"), "stansede")


def _antall_for_hr(kommune_id):
    """The counts behind HR's tasks in one statement; each is a query of its own, so that it can use its index."""
    alle = Soknad.objects.filter(kommune_id=OuterRef("pk")).order_by()
    paa_saksliste = Motesak.objects.filter(soknad=OuterRef("pk")).exclude(mote__status=Mote.Status.AVSLUTTET)
    i_mbu_sak = MbuRad.objects.filter(soknad=OuterRef("pk"))
    return Kommune.objects.values(
        klare=_antall(alle.filter(~Exists(paa_saksliste), status=Status.TIL_MOTE)),
        til_mbu=_antall(alle.filter(~Exists(i_mbu_sak), status__in=Status.avgjorte())),
    ).get(pk=kommune_id)


def _antall(soknader):
    return Coalesce(Subquery(soknader.values("kommune").annotate(antall=Count("pk")).values("antall")), 0)


def _mbu_saker(bruker):
    """Cases to read and send (the director), and sent ones whose resolution is missing (secretary and HR)."""
    vilkaar = Q(pk__in=[])
    if bruker.has_perm("soknader.send_mbusak"):
        vilkaar |= Q(status=MbuSak.Status.TIL_GODKJENNING)
    if bruker.has_perm("soknader.record_mbu_vedtak"):
        vilkaar |= Q(status=MbuSak.Status.SENDT, vedtak="", motedato__lte=timezone.localdate())
    saker = MbuSak.objects.visible_to(bruker).filter(vilkaar).order_by("motedato")
    return [
        Oppgave(
            hva=_("Les og send %(sak)s") % {"sak": formats.sitat(sak.tittel)}
            if sak.status == MbuSak.Status.TIL_GODKJENNING
            else _("Før inn vedtaket i sak %(nummer)s") % {"nummer": sak.saksnummer},
            hvorfor=_("Sak til medbestemmelsesutvalget"),
            url=sak.get_absolute_url(),
            ikon="Handshake",
            frist_dato=sak.motedato,
        )
        for sak in saker[:MANGE]
    ]
