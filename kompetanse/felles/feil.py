"""Errors that are meant to be read by people."""


class LesbarFeil(Exception):
    """`str()` is a Norwegian sentence that says what is wrong and how to mend it. Pages and jobs show it as it is."""
