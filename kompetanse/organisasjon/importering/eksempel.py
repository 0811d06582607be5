"""A file that people download to see what can be in one."""

EKSEMPEL = (
    "Ansattnummer;Fornavn;Etternavn;E-post;Telefon;Fødselsår;Stillingsnummer;Stillingskode;Stillingstittel;Stillingsprosent;"
    "Startdato;Sluttdato;Hovedstilling;Er leder;Enhetskode;Enhetsnavn;Overordnet"
)
EKSEMPELRADER = (
    "1001;Kari;Berg;kari.berg@eksempel.no;90000001;1971;1;7451;Kommunalsjef;100;01.08.2018;;ja;ja;30;Helse og omsorg;",
    "1002;Ola;Dal;ola.dal@eksempel.no;90000002;1984;1;7458;Avdelingsleder;100;15.01.2020;;ja;ja;310;Hjemmetjenesten;30",
    "1003;Aud;Vik;aud.vik@eksempel.no;90000003;1990;1;7174;Sykepleier;80;01.03.2021;;ja;nei;310;Hjemmetjenesten;30",
    "1003;Aud;Vik;aud.vik@eksempel.no;90000003;1990;2;7174;Sykepleier;20;01.09.2024;;nei;nei;320;Sykehjemmet;30",
    "1004;Bo;Lie;bo.lie@eksempel.no;;1966;1;7076;Hjelpepleier;50,5;01.06.2023;31.12.2027;ja;nei;320;Sykehjemmet;30",
)


def eksempelfil():
    """(headings, rows) of a small file with everything that can be in one."""
    return EKSEMPEL.split(";"), [rad.split(";") for rad in EKSEMPELRADER]
