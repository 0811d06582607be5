"""The plan of one person, agreed with the nearest leader and seen by the two alone."""
