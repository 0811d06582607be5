"""Grants from outside: HR's list of them, their deadlines, and the measures that each is to pay for."""
