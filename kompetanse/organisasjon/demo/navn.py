"""Common Norwegian given names and surnames, put together by chance. They name nobody."""

FORNAVN = (
    "Amina Anders Anette Anne Arne Astrid Berit Bente Birgit Bjørn Camilla Cecilie Dag Daniel Ebba Eirik Elin Elisabeth "
    "Emil Erik Espen Eva Fatima Frida Frode Geir Grete Gunn Gunnar Guro Hanna Hans Hege Heidi Helene Henrik Hilde "
    "Håkon Ida Inger Ingrid Ivar Jan Jens Johanne Jon Julie Kari Karin Kjell Kjersti Knut Kristin Lars Lene Liv Magnus "
    "Mari Marit Marte Martin Mette Mona Morten Nadia Nina Nils Odd Ola Olav Omar Per Petter Ragnhild Randi Roar Rolf "
    "Rune Samira Sara Sigrid Silje Simen Siri Sissel Stein Stine Svein Synne Terje Thea Thomas Tone Tor Tore Trine "
    "Trond Tuva Unni Vegard Vigdis Wenche Yusuf Åse Øystein"
).split()

ETTERNAVN = (
    "Aas Aasen Abdi Ahmed Ali Amundsen Andersen Antonsen Arnesen Aune Bakke Bakken Berg Berge Berntsen Birkeland "
    "Bjerke Bråten Bøe Christensen Dahl Dahle Dalen Edvardsen Eide Eidem Eliassen Ellingsen Engen Eriksen Evensen "
    "Fjeld Fossum Foss Gulbrandsen Gundersen Haga Hagen Halvorsen Hammer Hansen Haugen Haugland Hauge Helgesen "
    "Henriksen Hoel Holm Holmen Hussein Isaksen Iversen Jacobsen Jensen Johansen Johnsen Karlsen Knutsen "
    "Kristiansen Kvam Kvamme Larsen Lie Lien Lind Lunde Løken Mathisen Mikkelsen Moe Moen Mohamed Monsen Myhre "
    "Myklebust Nguyen Nilsen Nordby Næss Olsen Paulsen Pedersen Pettersen Rasmussen Ruud Rød Rønning Sandvik "
    "Simonsen Solbakken Solberg Solheim Solvang Strand Strøm Sunde Svendsen Sæther Sørensen Thomassen Thorsen Tveit "
    "Vik Viken Ødegård Østby Åsen"
).split()
