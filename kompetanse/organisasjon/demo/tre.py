"""The units of the fictional Fjordby kommune: name, number of employees, which positions, and what lies below."""

# Kind of unit → (position code, title, weight). Codes from HTA vedlegg 1; empty where the code is not known.
STILLINGER = {
    "kontor": (("8530", "Rådgiver", 6), ("", "Konsulent", 3), ("", "Prosjektleder", 2)),
    "ikt": (("8530", "Rådgiver", 3), ("", "Systemforvalter", 4), ("", "Prosjektleder", 3)),
    "skole": (
        ("7962", "Adjunkt", 5),
        ("7963", "Adjunkt med tilleggsutdanning", 4),
        ("7966", "Lektor med tilleggsutdanning", 2),
        ("7517", "Fagarbeider", 2),
        ("6572", "Assistent", 2),
    ),
    "barnehage": (
        ("7637", "Pedagogisk leder", 4),
        ("7517", "Barne- og ungdomsarbeider", 4),
        ("6572", "Barnehageassistent", 4),
    ),
    "omsorg": (("7174", "Sykepleier", 4), ("7076", "Helsefagarbeider", 7), ("6572", "Pleieassistent", 3)),
    "habilitering": (("6675", "Miljøterapeut", 4), ("7076", "Helsefagarbeider", 5), ("6572", "Pleieassistent", 3)),
    "helse": (("7174", "Helsesykepleier", 4), ("8530", "Rådgiver", 2)),
    "teknisk": (("8534", "Ingeniør", 3), ("7517", "Fagarbeider", 5), ("6014", "Arbeider", 3)),
    "brann": (("", "Brannkonstabel", 7), ("8534", "Ingeniør", 1)),
    "plan": (("8534", "Ingeniør", 3), ("8530", "Saksbehandler", 5)),
    "renhold": (("7517", "Fagarbeider renhold", 3), ("6014", "Renholder", 6)),
    "kultur": (("7026", "Bibliotekar", 3), ("8530", "Rådgiver", 2), ("", "Kulturmedarbeider", 3)),
}

# (sektor, [(avdeling, kind, [(seksjon, employees, [teams])])])
SEKTORER = (
    (
        "Stab og virksomhetsstyring",
        (
            ("IKT-tjenester", "ikt", (("Prosjektkontoret", 11, ()), ("Drift og brukerstøtte", 14, ("Brukerstøtte",)))),
            ("HR og virksomhetsstyring", "kontor", (("Personal og lønn", 10, ()), ("Utvikling og analyse", 6, ()))),
            ("Kommunikasjon og organisasjonsutvikling", "kontor", (("Kommunikasjon", 7, ()), ("Innbyggertorg", 9, ()))),
            ("Økonomi og innkjøp", "kontor", (("Regnskap", 10, ()), ("Innkjøp", 5, ()))),
        ),
    ),
    (
        "Oppvekst",
        (
            (
                "Grunnskole",
                "skole",
                (
                    ("Fjordby ungdomsskole", 58, ("8. trinn", "9. trinn", "10. trinn")),
                    ("Bakkeløkka skole", 48, ()),
                    ("Strandheim skole", 44, ()),
                    ("Nordbygda oppvekstsenter", 27, ()),
                    ("Åsen skole", 33, ()),
                ),
            ),
            (
                "Barnehage",
                "barnehage",
                (
                    ("Solbakken barnehage", 22, ("Småbarn", "Storbarn")),
                    ("Tyttebærtoppen barnehage", 19, ()),
                    ("Fjæra barnehage", 17, ()),
                    ("Ekornstien barnehage", 21, ()),
                    ("Lundegrenda barnehage", 15, ()),
                    ("Øvre Åsen barnehage", 18, ()),
                ),
            ),
            ("Familiens hus", "helse", (("Helsestasjon", 19, ()), ("Barnevern", 17, ()), ("PPT", 9, ()))),
        ),
    ),
    (
        "Helse og mestring",
        (
            (
                "Fjordheim sykehjem",
                "omsorg",
                (
                    ("Fjordheim 1. etasje", 42, ()),
                    ("Fjordheim 2. etasje", 44, ()),
                    ("Fjordheim skjermet", 38, ("Natt",)),
                    ("Fjordheim korttid", 34, ()),
                ),
            ),
            ("Hjemmetjenester", "omsorg", (("Sone nord", 66, ()), ("Sone sør", 70, ()), ("Nattpatruljen", 18, ()))),
            (
                "Bo og habilitering",
                "habilitering",
                (("Åsveien bofellesskap", 44, ()), ("Elvebredden", 31, ()), ("Dagsenteret", 14, ())),
            ),
            ("Legetjenester og rehabilitering", "helse", (("Legevakt", 16, ()), ("Rehabilitering", 21, ()))),
        ),
    ),
    (
        "Samfunn og miljø",
        (
            ("Plan og byggesak", "plan", (("Plan", 9, ()), ("Byggesak og geodata", 12, ()))),
            ("Kommunalteknikk", "teknisk", (("Vann og avløp", 23, ()), ("Vei og park", 25, ()))),
            ("Eiendom", "renhold", (("Renhold", 58, ()), ("Bygningsdrift", 19, ()))),
            ("Brann og redning", "brann", (("Beredskap", 21, ("Deltidsmannskap",)), ("Forebygging", 5, ()))),
        ),
    ),
    (
        "Kultur og inkludering",
        (
            ("Kultur og bibliotek", "kultur", (("Fjordby bibliotek", 9, ()), ("Kulturskolen", 16, ()))),
            ("Inkludering", "kontor", (("Flyktningtjenesten", 12, ()), ("Voksenopplæringen", 14, ()), ("NAV", 19, ()))),
        ),
    ),
)
