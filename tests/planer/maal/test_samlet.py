"""Goals below a goal, added up: against a plain twin, whatever the goals are like."""

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from planer.maal.samlet import samle, teller
from planer.maal.tilstand import Tilstand, tilstand
from planer.models import Kompetanseplan, Maal, Maaling

DAG = dt.date(2027, 6, 1)
VALG = ["eget", "bidrar", "lagt_til_side"]
ettall = st.decimals(0, 100, places=2)


@st.composite
def skoger(draw):
    """A goal (key 0), goals below it at any level, and the last measurement of some of them."""
    antall = draw(st.integers(0, 8))
    maal = [_maal(draw, 0, None)]
    maal += [_maal(draw, nokkel, draw(st.integers(0, nokkel - 1))) for nokkel in range(1, antall + 1)]
    maalte = draw(st.sets(st.integers(0, antall)))
    siste = {
        nokkel: Maaling(dato=DAG, verdi=draw(ettall), nevner=draw(st.none() | st.integers(1, 500))) for nokkel in maalte
    }
    return maal, siste


def _maal(draw, nokkel, over):
    return Maal(
        pk=nokkel,
        over_id=over,
        valg=draw(st.sampled_from(VALG)) if over is not None else "eget",
        indikator=draw(st.sampled_from(["Andel", "andel ", "Annet", ""])),
        maaleenhet=draw(st.sampled_from(["%", "prosent", "dager"])),
        maaltall=draw(st.none() | ettall),
        minste=draw(st.none() | ettall),
    )


def tvilling(maal, siste):
    """The same in plain words: (counts by state, number set aside, figure, of how many, how many in it, how many not)."""
    rot, under = maal[0], maal[1:]
    lagt_bort = {ett.pk for ett in under if ett.valg == "lagt_til_side"}
    stamme = {rot.pk: []}
    for ett in under:
        stamme[ett.pk] = [*stamme[ett.over_id], ett.over_id]
    borte = {ett.pk for ett in under if lagt_bort & {ett.pk, *stamme[ett.pk]}}
    med = [ett for ett in under if ett.pk not in borte]
    bort = [ett for ett in under if ett.pk in lagt_bort and not lagt_bort & set(stamme[ett.pk])]
    tilstander = [tilstand(ett, siste.get(ett.pk), DAG) for ett in med]

    def like(ett):
        rett = [rot.indikator, ett.indikator]
        andel = [enhet.maaleenhet in ("%", "prosent") for enhet in (rot, ett)]
        return (
            ett.pk in siste
            and all(rett)
            and rett[0].strip().lower() == rett[1].strip().lower()
            and andel[0] == andel[1]
        )

    treff = {ett.pk for ett in med if like(ett)}
    rader = [siste[ett.pk] for ett in med if ett.pk in treff and not treff & set(stamme[ett.pk])]
    if rot.maaleenhet == "dager":
        figur = (sum(rad.verdi for rad in rader) if rader else None, None, len(rader), 0)
    else:
        veide = [rad for rad in rader if rad.nevner]
        nevner = sum(rad.nevner for rad in veide)
        snitt = sum(rad.verdi * rad.nevner for rad in veide) / nevner if veide else None
        figur = (snitt and snitt.quantize(Decimal("0.01")), nevner or None, len(veide), len(rader) - len(veide))
    return ({ett: tilstander.count(ett) for ett in Tilstand}, len(bort), *figur)


@given(skoger())
def test_samle_agrees_with_the_plain_twin(skog):
    maal, siste = skog

    assert tuple(samle(maal[0], maal[1:], siste, DAG)) == tvilling(maal, siste)


def test_shares_are_weighted_by_what_they_are_of():
    rot = Maal(pk=1, indikator="Fagbrev", maaleenhet="%")
    under = [Maal(pk=nokkel, over_id=1, indikator="Fagbrev", maaleenhet="%") for nokkel in (2, 3, 4)]
    siste = {
        2: Maaling(dato=DAG, verdi=Decimal(100), nevner=10),
        3: Maaling(dato=DAG, verdi=Decimal(50), nevner=30),
        4: Maaling(dato=DAG, verdi=Decimal(0)),
    }

    samlet = samle(rot, under, siste, DAG)

    assert (samlet.verdi, samlet.nevner, samlet.antall, samlet.uten_nevner) == (Decimal("62.50"), 40, 2, 1)


def test_a_measured_plan_counts_with_its_own_figure_and_not_with_those_below_it():
    rot = Maal(pk=1, indikator="Kurs", maaleenhet="dager")
    plasser = ((2, 1), (3, 2), (4, 1))
    under = [Maal(pk=pk, over_id=over, indikator="Kurs", maaleenhet="dager") for pk, over in plasser]
    siste = {pk: Maaling(dato=DAG, verdi=Decimal(verdi)) for pk, verdi in ((2, 5), (3, 3), (4, 2))}

    assert samle(rot, under, siste, DAG).verdi == 7
    assert samle(rot, under, {3: siste[3], 4: siste[4]}, DAG).verdi == 5


def test_a_circle_ends():
    rot, under = Maal(pk=1, over_id=2, indikator="A"), Maal(pk=2, over_id=1, indikator="A")

    assert samle(rot, [under, rot], {}, DAG).alle == 1


def test_of_a_unit_s_plans_the_one_of_the_day_counts():
    ifjor, iaar, avlost = (
        Kompetanseplan(fra=dt.date(aar, 1, 1), til=dt.date(aar, 12, 31), status=status)
        for aar, status in ((2026, "vedtatt"), (2027, "utkast"), (2027, "avlost"))
    )

    assert [teller(Maal(plan=plan), DAG) for plan in (ifjor, iaar, avlost, None)] == [False, True, False, True]
