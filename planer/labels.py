"""The words that several rooms share."""

from planer.models import Kompetanseplan

Status = Kompetanseplan.Status

# Tone and icon of each state, as `komponenter/_merkelapp.html` takes them.
STATUS = {
    Status.UTKAST: ("noytral", "PencilWriting"),
    Status.TIL_DROFTING: ("vent", "Chat"),
    Status.DROFTET: ("info", "Handshake"),
    Status.TIL_BEHANDLING: ("vent", "Hourglass"),
    Status.VEDTATT: ("ok", "CheckmarkCircle"),
    Status.AVLOST: ("noytral", "Archive"),
}


def statusmerke(plan: Kompetanseplan) -> dict[str, str]:
    """The label of the plan's state."""
    tone, ikon = STATUS[plan.status]
    return {"tekst": plan.get_status_display(), "tone": tone, "ikon": ikon}
