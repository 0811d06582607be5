"""Level 4: what moved, what it cost in full, and what that was worth."""
