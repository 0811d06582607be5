"""How often a person is mailed what the product has to tell: at once, or gathered in one mail a day or a week."""

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.arbeidsdager import paa_arbeidsdag

MORGEN = dt.time(7)
DAG = dt.timedelta(days=1)


class Rytme(models.TextChoices):
    STRAKS = "straks", _("Med en gang")
    DAGLIG = "daglig", _("Samlet én gang om dagen")
    UKENTLIG = "ukentlig", _("Samlet én gang i uken")


def samles_til(rytme: str, frist: dt.date | None = None) -> dt.datetime | None:
    """When a message is mailed together with others: the next morning at work, or the next Monday's; never after the
    morning of `frist`. None for one that goes at once: so it is chosen, or that morning is here."""
    if rytme not in (Rytme.DAGLIG, Rytme.UKENTLIG):
        return None
    naa = timezone.localtime()
    dag = naa.date() + DAG * (naa.time() >= MORGEN)
    if rytme == Rytme.UKENTLIG:
        dag += DAG * (-dag.weekday() % 7)
    dag = paa_arbeidsdag(dag)
    morgenen = timezone.make_aware(dt.datetime.combine(min(dag, frist) if frist else dag, MORGEN))
    return morgenen if morgenen > naa else None
