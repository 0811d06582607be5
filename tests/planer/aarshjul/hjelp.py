"""Activities of a wheel, with as little as each needs."""

from planer.models import Aarsaktivitet, Ring


def lag_aktivitet(enhet, navn="Fagdag", naar="Mai", ring=Ring.ENHET, *, roller=(), opprettet=None, **felt):
    aktivitet = Aarsaktivitet.objects.create(enhet=enhet, navn=navn, naar=naar, ring=ring, **felt)
    aktivitet.roller.set(roller)
    if opprettet:
        Aarsaktivitet.objects.filter(pk=aktivitet.pk).update(opprettet=opprettet)
        aktivitet.refresh_from_db()
    return aktivitet
