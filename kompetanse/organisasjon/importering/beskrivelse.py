"""The words of the preview: what is new, what changes from what to what, what ends."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.formats import dato as vis_dato
from kompetanse.felles.formats import prosent as vis_prosent

# Translated when they are shown: a file has many rows.
PERSONFELT = (gettext_lazy("Fornavn"), gettext_lazy("Etternavn"), gettext_lazy("E-post"), gettext_lazy("Telefon"))


def ny_stilling(person, rad, post):
    """«Ny ansatt: Sykepleier, Helse › Hjemmetjenesten, 80 %»."""
    verdi = post.ny
    deler = [verdi.tittel, verdi.enhet.plassering, _prosent(verdi.prosent), _("fra %s") % vis_dato(verdi.fra)]
    if verdi.til:
        deler.append(_("til %s") % vis_dato(verdi.til))
    if verdi.er_leder:
        deler.append(_("leder"))
    navn = _("Ny ansatt: %s.") if person.gammel is None else _("Ny stilling: %s.")
    setning = navn % ", ".join(deler)
    if verdi.nummer and not rad.nummer:
        setning += " " + _("Får nummer %s, for å skilles fra en annen stilling med samme tittel.") % verdi.nummer
    return setning


def _prosent(verdi):
    return vis_prosent(verdi, 0 if verdi == int(verdi) else 2)


def personendring(person):
    """What changes for the employee, a sentence for each field."""
    if not person.er_endret:
        return []  # most rows of a file; every look-up of a translation would count
    *vises, foer = person.gammel
    *ny, etter = person.ny
    endringer = [_endring(felt, g, n) for felt, g, n in zip(PERSONFELT, vises, ny, strict=True) if g != n]
    # That it changes, and not from what to what: nobody is to see the year of birth.
    return (
        endringer
        if foer == etter
        else [*endringer, _("Fødselsåret fjernes.") if etter is None else _("Nytt fødselsår.")]
    )


def _endring(felt, gammel, ny):
    if gammel in ("", None):
        return _("%(felt)s: %(ny)s.") % {"felt": felt, "ny": ny}
    if ny in ("", None):
        return _("%(felt)s «%(gammel)s» fjernes.") % {"felt": felt, "gammel": gammel}
    return _("%(felt)s: %(gammel)s → %(ny)s.") % {"felt": felt, "gammel": gammel, "ny": ny}


STILLINGSFELT = (
    ("enhet", gettext_lazy("Enhet"), lambda node: node.plassering),
    ("nummer", gettext_lazy("Stillingsnummer"), str),
    ("kode", gettext_lazy("Stillingskode"), str),
    ("tittel", gettext_lazy("Stillingstittel"), str),
    ("prosent", gettext_lazy("Stillingsprosent"), _prosent),
)


def stillingsendring(par):
    """What the row changes in its position, now or from the start of the new period."""
    if par.post is None:
        return []
    gammel, ny = par.post.gammel, (par.ny_post or par.post).ny
    if gammel == ny:
        return []
    setninger = [
        _endring(navn, vis(getattr(gammel, felt)), vis(getattr(ny, felt)))
        for felt, navn, vis in STILLINGSFELT
        if getattr(gammel, felt) != getattr(ny, felt)
    ]
    if par.ny_post:
        setninger.append(_("Gjelder fra %s.") % vis_dato(ny.fra))
    elif gammel.fra != ny.fra:
        setninger.append(_endring(_("Starter"), vis_dato(gammel.fra), vis_dato(ny.fra)))
    return setninger + _slutt(gammel, ny) + _merker(gammel, ny)


def _slutt(gammel, ny):
    if gammel.til == ny.til:
        return []
    return [_("Slutter %s.") % vis_dato(ny.til) if ny.til else _("Slutter ikke likevel.")]


def _merker(gammel, ny):
    setninger = []
    if gammel.er_leder != ny.er_leder:
        setninger.append(_("Blir leder.") if ny.er_leder else _("Er ikke lenger leder."))
    if gammel.hovedstilling != ny.hovedstilling:
        setninger.append(_("Blir hovedstilling.") if ny.hovedstilling else _("Er ikke lenger hovedstilling."))
    return setninger


def avsluttet(post):
    return _("Slutter %(dato)s: %(tittel)s, %(enhet)s.") % {
        "dato": vis_dato(post.ny.til),
        "tittel": post.ny.tittel,
        "enhet": post.ny.enhet.plassering,
    }


def enhet(node):
    """«Ny enhet under Helse», «Nytt navn: A → B. Flyttes fra X til Y.»"""
    if node.er_ny:
        return _("Ny enhet under %s.") % node.forelder.plassering
    navn, kode, forelder = node.lagret
    setninger = []
    if navn != node.navn:
        setninger.append(_endring(_("Nytt navn"), navn, node.navn))
    if kode != node.kode:
        setninger.append(_endring(_("Kode"), kode, node.kode))
    if forelder is not node.forelder:
        setninger.append(
            _("Flyttes fra %(fra)s til %(til)s.") % {"fra": forelder.plassering, "til": node.forelder.plassering}
        )
    return " ".join(setninger)
