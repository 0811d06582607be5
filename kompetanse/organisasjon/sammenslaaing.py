"""People and roles that follow when a unit goes on in another, or is split. `tre` owns lock, checks and audit line."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Q

from kompetanse.organisasjon.models import Enhet, Person, Rolle, Rollekode, Stedfortreder, Stilling

DAG = dt.timedelta(days=1)


def flytt_stillinger(kilde: Enhet, maal: Enhet, fra: dt.date, folk: Collection[Person] | None = None) -> int:
    """End the positions of the source (of `folk` alone, when given) the day before, and let them go on in the target.
    Returns how many."""
    varer = Q(til__isnull=True) | Q(til__gte=fra)
    flyttes = kilde.stillinger.all() if folk is None else kilde.stillinger.filter(person__in=folk)
    maal_har_leder = maal.stillinger.filter(varer, er_leder=True).exists()
    opptatt = set(maal.stillinger.filter(varer).values_list("person_id", "nummer", "tittel"))
    gamle = list(flyttes.filter(varer).order_by("pk"))
    nye = [_videre(gammel, maal, fra, opptatt, leder=gammel.er_leder and not maal_har_leder) for gammel in gamle]
    # A position that had not begun leaves no trace in the source.
    flyttes.filter(fra__gte=fra).delete()
    flyttes.filter(varer).update(til=fra - DAG)
    Stilling.objects.bulk_create(nye)
    return len(nye)


def _videre(gammel, maal, fra, opptatt, *, leder):
    """The same position in the target. If the person has one just like it there, the title tells them apart."""
    tittel, forsok = gammel.tittel, 1
    while (gammel.person_id, gammel.nummer, tittel) in opptatt:
        tillegg = f" ({gammel.enhet.navn})" if forsok == 1 else f" ({gammel.enhet.navn} {forsok})"
        tittel, forsok = gammel.tittel[: 150 - len(tillegg)] + tillegg[:150], forsok + 1
    opptatt.add((gammel.person_id, gammel.nummer, tittel))
    return Stilling(
        kommune_id=gammel.kommune_id,
        person_id=gammel.person_id,
        enhet=maal,
        nummer=gammel.nummer,
        stillingskode=gammel.stillingskode,
        tittel=tittel,
        prosent=gammel.prosent,
        fra=max(gammel.fra, fra),
        til=gammel.til,
        er_leder=leder,
        hovedstilling=gammel.hovedstilling,
    )


def flytt_roller(kilde: Enhet, maal: Enhet, fra: dt.date) -> int:
    """Let the roles given for the source go on for the target, deputies too. Returns how many.

    Those that come with a leader's position are left to `synkroniser_lederroller`. A leader role is not carried into a
    unit that has a leader.
    """
    varer = Q(til__isnull=True) | Q(til__gte=fra)
    har_leder = maal.roller.filter(varer, type__kode__in=Rollekode.ledere()).exists()
    antall = 0
    tildelte = kilde.roller.filter(varer, kilde=Rolle.Kilde.TILDELT).select_related("type")
    for gammel in tildelte.prefetch_related("stedfortredere"):
        faller_bort = har_leder and gammel.type.kode in Rollekode.ledere()
        finnes = maal.roller.filter(varer, type=gammel.type, person_id=gammel.person_id).exists()
        if not (faller_bort or finnes):
            _gi_videre(gammel, maal, fra)
            antall += 1
    kilde.roller.filter(fra__gte=fra).delete()
    kilde.roller.filter(varer).update(til=fra - DAG)
    return antall


def _gi_videre(gammel, maal, fra):
    ny = Rolle.objects.create(
        kommune_id=gammel.kommune_id,
        type=gammel.type,
        person_id=gammel.person_id,
        enhet=maal,
        med_underliggende=gammel.med_underliggende,
        fra=max(gammel.fra, fra),
        til=gammel.til,
    )
    Stedfortreder.objects.bulk_create(
        Stedfortreder(
            kommune_id=gammel.kommune_id,
            rolle=ny,
            person_id=vikar.person_id,
            fra=max(vikar.fra, fra),
            til=vikar.til,
            grunn=vikar.grunn,
        )
        for vikar in gammel.stedfortredere.all()
        if vikar.til >= fra
    )
