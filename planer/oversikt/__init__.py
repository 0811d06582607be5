"""How it stands with the plans of the kommune: the tree, the breaks in the thread, and who is reminded."""
