"""How a measure is to be evaluated: proposed from its size and kind, planned with it, and followed."""
