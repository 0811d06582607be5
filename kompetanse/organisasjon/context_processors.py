"""What every page shows of the one who is signed in."""

from kompetanse.organisasjon import tilgang


def innlogget(request):
    """The kommune, the person, and the role the person acts in."""
    bruker = getattr(request, "user", None)
    if bruker is None or not bruker.is_authenticated:
        return {}
    rolle = tilgang.hovedrolle(bruker)
    return {
        "kommune": bruker.kommune,
        "bruker_person": bruker.person,
        "handler_som": f"{rolle.navn}, {rolle.enhet_navn}" if rolle else "",
        "handler_for": rolle.paa_vegne_av if rolle else "",
    }
