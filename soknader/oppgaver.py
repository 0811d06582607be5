"""What waits for a person in the applications: answers, own cases, HR's queues, cases to MBU."""

from collections.abc import Iterator
from functools import partial

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles import formats
from kompetanse.felles.oppgaver import MANGE, Oppgave, Slag, oppgavene
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Rollekode
from planer.models import Tiltak
from soknader.models import MbuRad, MbuSak, Mote, Motedeltaker, Motesak, Ramme, Soknad, Soknadsoppsett
from soknader.models.soknad import rapport_mangler, rapport_ventes
from soknader.oppsett import beslutning, soknadsrunder
from soknader.sak.behandlere import venter_paa
from soknader.sak.meldinger import hvor_eieren_er

Status = Soknad.Status


def slag_for(bruker: Bruker) -> Iterator[Slag]:
    """What may wait for this user, in no order."""
    yield Slag(venter_paa(bruker), _svar_paa_soknader)
    yield Slag(Soknad.objects.filter(soker=bruker).aapne(), partial(_egne, bruker))
    if bruker.roller_som(*tilgang.MED_INNSYN_I_SAKER):
        yield Slag(Soknad.objects.uten_eier(bruker), _uten_eier)
    if leder := bruker.roller_som(*Rollekode.ledere()):
        yield Slag(_innvilget_uten_tiltak(leder), _uten_tiltak)
    if bruker.has_perm("soknader.run_mote"):
        yield from _hrs(bruker)
    yield Slag(_mbu_saker_som_venter(bruker), _mbu_saker)
    if bruker.has_perm(beslutning.RETT):
        yield Slag(beslutning.uavklarte(bruker), _hvem_beslutter)


def _hrs(bruker):
    """Cases that wait for HR as a group: that nobody can answer, that ask for money of a year without a frame, ready for a
    meeting, decided but not told to MBU."""
    alle = Soknad.objects.filter(kommune_id=bruker.kommune_id)
    ramme = Ramme.objects.filter(kommune_id=bruker.kommune_id, aar=OuterRef("aar"))
    paa_saksliste = Motesak.objects.filter(soknad=OuterRef("pk")).exclude(mote__status=Mote.Status.AVSLUTTET)
    i_mbu_sak = MbuRad.objects.filter(soknad=OuterRef("pk"))
    yield Slag(Soknad.objects.visible_to(bruker).stansede(), _stansede)
    yield Slag(alle.filter(~Exists(ramme)).under_behandling(), _aar_uten_ramme)
    yield Slag(alle.filter(~Exists(paa_saksliste), status=Status.TIL_MOTE), _klare_til_mote)
    yield Slag(alle.filter(~Exists(i_mbu_sak), status__in=Status.avgjorte()), _til_mbu)


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


def _egne(bruker, aapne):
    """What waits in the user's own applications; most people have none that somebody must go on with."""
    utkast = soknadsrunder.utkast_med_frist(timezone.localdate()).filter(soker=bruker)
    stoppet = aapne.filter(tiltak__status=Tiltak.Status.STOPPET).under_behandling()
    venter = egne_soknader(bruker).filter(venter_paa_soker=True)
    return oppgavene([Slag(venter, _egne_som_venter), Slag(utkast, _utkast_med_frist), Slag(stoppet, _stoppet)])


def _egne_som_venter(soknader):
    oppsett = Soknadsoppsett.objects.filter(kommune=OuterRef("kommune"))
    soknader = soknader.annotate(rapportfrist_dager=Subquery(oppsett.values("rapportfrist_dager")))
    return map(_egen_oppgave, soknader[:MANGE])


def _svar_paa_soknader(stegene):
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
        for steg in stegene[: MANGE + 1]
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


def _utkast_med_frist(utkast):
    """The user's drafts that can be sent in a round that is open now."""
    return [
        Oppgave(
            hva=_("Send %(sak)s") % {"sak": formats.sitat(soknad.tittel)},
            hvorfor=_("Utkastet må sendes før fristen i søknadsrunden"),
            url=soknad.get_absolute_url(),
            ikon="Paperplane",
            frist_dato=soknad.rundefrist,
        )
        for soknad in utkast.order_by("rundefrist", "pk")[:MANGE]
    ]


def _klare_til_mote(saker):
    antall = saker.count()
    hva = ngettext("Sett %(n)s sak på sakslisten", "Sett %(n)s saker på sakslisten", antall)
    hvorfor = _("Ferdig behandlet i linjen og klar til møte")
    yield Oppgave(hva % {"n": formats.tall(antall)}, hvorfor, reverse("soknader:mote-list"), "Gavel")


def _til_mbu(saker):
    antall = saker.count()
    hva = ngettext("Orienter MBU om %(n)s vedtak", "Orienter MBU om %(n)s vedtak", antall)
    hvorfor = _("Avgjort siden forrige MBU-sak")
    yield Oppgave(hva % {"n": formats.tall(antall)}, hvorfor, reverse("soknader:mbusak-list"), "Handshake")


def _hvem_beslutter(planer):
    """Overall plans that are adopted, and that HR has not said who decides after."""
    return [
        Oppgave(
            hva=_("Avklar hvem som beslutter sentrale midler"),
            hvorfor=_("%(plan)s er vedtatt. Endres saksgangen?") % {"plan": plan},
            url=reverse("soknader:beslutning-update", args=[plan.pk]),
            ikon="Gavel",
        )
        for plan in planer[:MANGE]
    ]


def _aar_uten_ramme(soknader):
    """The years that applications on their way ask for money from, and that have no frame to decide them against."""
    return [
        Oppgave(
            hva=_("Lag rammen for %(aar)s") % {"aar": aar},
            hvorfor=ngettext("%(n)s søknad venter på den", "%(n)s søknader venter på den", antall)
            % {"n": formats.tall(antall)},
            url=f"{reverse('soknader:ramme-create')}?aar={aar}",
            ikon="Wallet",
        )
        for aar, antall in soknader.order_by("aar").values_list("aar").annotate(Count("pk"))
    ]


def _uten_eier(saker):
    """Cases in the user's line whose owner is gone: the user can take them over."""
    oppgaver = [
        Oppgave(
            hva=_("Overta %(sak)s") % {"sak": formats.sitat(sak.tittel)},
            hvorfor=hvor_eieren_er(sak),
            url=sak.get_absolute_url(),
            ikon="PersonPlus",
            tone="varsel",
        )
        for sak in saker.select_related("soker__person").order_by("opprettet")[: MANGE + 1]
    ]
    return _hoyst_mange(oppgaver, _("Se alle søknadene som mangler en eier"), "uten_eier")


def _innvilget_uten_tiltak(roller):
    """Grants not yet reported on that no measure tells of, for those who lead the unit or its avdeling themselves."""
    enheter = {rolle.enhet_id for rolle in roller}
    naer = Q(enhet__in=enheter) | Q(avdeling__in=enheter)
    return Soknad.objects.filter(naer, rapport_mangler(), tiltak__isnull=True)


def _uten_tiltak(saker):
    return [
        Oppgave(
            hva=_("Knytt %(sak)s til et tiltak") % {"sak": formats.sitat(sak.tittel)},
            hvorfor=_("Søknaden er innvilget, og planen sier ikke hva pengene går til"),
            url=reverse("soknader:soknad-tiltak", args=[sak.pk]),
            ikon="Wallet",
        )
        for sak in saker.order_by("avgjort")[:MANGE]
    ]


def _stoppet(egne):
    """The user's own applications that ask for money for a measure that the plan has stopped."""
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


def _stansede(saker):
    """Each case that nobody can answer: HR points out who does, on its page."""
    oppgaver = [
        Oppgave(
            hva=_("Pek ut hvem som svarer på %(sak)s") % {"sak": formats.sitat(sak.tittel)},
            hvorfor=_("Ingen kan svare på søknaden fra %(enhet)s") % {"enhet": sak.enhet},
            url=sak.get_absolute_url(),
            ikon="ExclamationmarkTriangle",
            tone="varsel",
        )
        for sak in saker.select_related("enhet").order_by("sendt")[: MANGE + 1]
    ]
    return _hoyst_mange(oppgaver, _("Se alle søknadene som ingen kan svare på"), "stansede")


def _mbu_saker_som_venter(bruker):
    """Cases to read and send (the director), and sent ones whose resolution is missing (secretary and HR)."""
    vilkaar = Q(pk__in=[])
    if bruker.has_perm("soknader.send_mbusak"):
        vilkaar |= Q(status=MbuSak.Status.TIL_GODKJENNING)
    if bruker.has_perm("soknader.record_mbu_vedtak"):
        vilkaar |= Q(status=MbuSak.Status.SENDT, vedtak="", motedato__lte=timezone.localdate())
    return MbuSak.objects.visible_to(bruker).filter(vilkaar)


def _mbu_saker(saker):
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
        for sak in saker.order_by("motedato")[:MANGE]
    ]
