"""What HR keeps: the library of forms in versions, which measures are evaluated how far, and how each level is."""
