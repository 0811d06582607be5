"""Kompetansedager: what people have learnt, counted in days, against what the kommune aims at."""
