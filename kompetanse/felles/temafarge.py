"""From one theme colour to every tone of it that the pages use, with the contrast that WCAG AA asks for."""

Tone = tuple[int, int, int]  # red, green, blue, 0–255

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
GRAPHIC_CONTRAST = 3.0  # WCAG 2.2, 1.4.11
STRONG_CONTRAST = 9.0
STEP = 0.02

# How much white is mixed into the colour for each tone that lies behind text.
TINTS = {
    "background-default": 1,
    "background-tinted": 0.925,
    "surface-default": 1,
    "surface-tinted": 0.855,
    "surface-hover": 0.78,
    "surface-active": 0.7,
    "border-subtle": 0.55,
}


def rgb(farge: str) -> Tone:
    """`#0d7a5f` as (13, 122, 95)."""
    return tuple(int(farge[i : i + 2], 16) for i in (1, 3, 5))


def hexfarge(tone: Tone) -> str:
    return "#{:02x}{:02x}{:02x}".format(*tone)


def mix(tone: Tone, other: Tone, share: float) -> Tone:
    """The colour with a share (0–1) of another mixed in."""
    return tuple(round(a + (b - a) * share) for a, b in zip(tone, other, strict=True))


def luminance(tone: Tone) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in tone)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def kontrast(tone: Tone, other: Tone) -> float:
    """The contrast ratio of two (r, g, b) colours: 1 to 21."""
    high, low = sorted((luminance(tone), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def darkened(tone: Tone, behind: Tone, ratio: float) -> Tone:
    """The lightest darkening of the colour that stands out from what is behind it."""
    share = 0.0
    while kontrast(mix(tone, BLACK, share), behind) < ratio and share < 1:
        share += STEP
    return mix(tone, BLACK, min(share, 1))


def egnet(farge: str) -> bool:
    """Whether the colour itself can be seen against white (lines, marks, buttons)."""
    return kontrast(rgb(farge), WHITE) >= GRAPHIC_CONTRAST


def toner(farge: str) -> dict[str, Tone]:
    """All tones by the design system's names, as (r, g, b)."""
    base = rgb(farge)
    tones = {navn: mix(base, WHITE, share) for navn, share in TINTS.items()}
    on_base = WHITE if kontrast(base, WHITE) >= TEXT_CONTRAST else BLACK
    away = BLACK if on_base == WHITE else WHITE
    return tones | {
        "base-default": base,
        "base-hover": mix(base, away, 0.12),
        "base-active": mix(base, away, 0.22),
        "base-contrast-default": on_base,
        "base-contrast-subtle": mix(on_base, base, 0.1),
        "border-default": darkened(base, tones["background-tinted"], GRAPHIC_CONTRAST),
        "border-strong": darkened(base, tones["background-tinted"], TEXT_CONTRAST),
        "text-subtle": darkened(base, tones["surface-active"], TEXT_CONTRAST),
        "text-default": darkened(base, tones["surface-active"], STRONG_CONTRAST),
    }


def tema_css(farge: str) -> str:
    """The style sheet that gives a kommune its colour; loaded after the design system's own."""
    lines = [f"--ds-color-brand1-{navn}: {hexfarge(tone)};" for navn, tone in toner(farge).items()]
    return ":root {\n  " + "\n  ".join(lines) + "\n}\n"
