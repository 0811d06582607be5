"""The yearly wheel: what is done when and by whom, what is done already, and the same in one's own calendar."""
