"""What the plans are anchored in: priority areas and styringsdokumenter, and the words that plans choose among."""
