"""What an application got, written down on the measure that it is for (`planer.Tiltaksmidler`).

`skriv_ned` is the only one that writes it, and the signals in `apps` the only ones that call it: whatever process saves an
application, its report or a case to MBU, the row follows in the same transaction.
"""

from decimal import Decimal

from django.db.models import Q

from planer.models import Tiltaksmidler
from soknader.models import MbuSak, Sluttrapport, Soknad, Vedtak

STATUS = {
    **dict.fromkeys(Soknad.Status.under_behandling(), Tiltaksmidler.Status.UNDER_BEHANDLING),
    Soknad.Status.INNVILGET: Tiltaksmidler.Status.INNVILGET,
    Soknad.Status.DELVIS: Tiltaksmidler.Status.DELVIS,
    Soknad.Status.AVSLAATT: Tiltaksmidler.Status.AVSLAATT,
    Soknad.Status.TRUKKET: Tiltaksmidler.Status.TRUKKET,
}


def skriv_ned(soknad: Soknad) -> None:
    """Let the measure tell what the application tells now. A draft is nobody's but the applicant's, and has no row; nor has
    a decision that a meeting may still undo any amount."""
    if soknad.tiltak_id is None or soknad.status not in STATUS:
        Tiltaksmidler.objects.filter(soknad_pk=soknad.pk).delete()
        return
    innvilget = _innvilget(soknad)
    Tiltaksmidler.objects.update_or_create(
        soknad_pk=soknad.pk,
        defaults={
            "kommune_id": soknad.kommune_id,
            "tiltak_id": soknad.tiltak_id,
            "nummer": soknad.nummer,
            "tittel": soknad.tittel,
            "adresse": soknad.get_absolute_url(),
            "aar": soknad.aar,
            "status": STATUS[soknad.status],
            "omsokt": soknad.soknadsbelop,
            "innvilget": innvilget,
            "brukt": _brukt(soknad, innvilget),
            "mbu_sak": _mbu_sak(soknad),
        },
    )


def _innvilget(soknad):
    """None until the decision stands."""
    if soknad.status not in Soknad.Status.avgjorte():
        return None
    return Vedtak.objects.filter(soknad=soknad).values_list("belop", flat=True).first()


def _brukt(soknad, innvilget: Decimal | None):
    """What the grant paid for, as the frame counts it: what it cost beyond that, the unit has paid itself."""
    if innvilget is None:
        return None
    rapport = Sluttrapport.objects.filter(soknad=soknad).first()
    return rapport and innvilget - rapport.tilbakefort


def _mbu_sak(soknad):
    """«18/26»; with the case that corrects it, «18/26, 19/26»."""
    staar_i = Q(rader__soknad=soknad) | Q(retter__rader__soknad=soknad)
    saker = MbuSak.objects.filter(staar_i, status=MbuSak.Status.SENDT).order_by("sendt")
    return ", ".join(dict.fromkeys(saker.values_list("saksnummer", flat=True)))


# --- When -----------------------------------------------------------------------------------------


def etter_soknad(sender, instance: Soknad, **kwargs) -> None:
    skriv_ned(instance)


def etter_rapport(sender, instance: Sluttrapport, **kwargs) -> None:
    skriv_ned(instance.soknad)


def etter_mbu_sak(sender, instance: MbuSak, **kwargs) -> None:
    """A case that is sent, or corrects one, tells of each application in it."""
    if instance.status == MbuSak.Status.SENDT:
        i_saken = Q(mbu_rader__sak=instance) | Q(mbu_rader__sak=instance.retter_id)
        for soknad in Soknad.objects.filter(i_saken, tiltak__isnull=False).distinct():
            skriv_ned(soknad)
