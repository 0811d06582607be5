"""Places: who signs up and by whom, who waits, who answers, and who gives up a place."""
