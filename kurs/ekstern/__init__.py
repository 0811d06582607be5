"""Courses that people completed elsewhere, read from the lists of other learning platforms."""
