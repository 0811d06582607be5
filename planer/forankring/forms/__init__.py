"""Forms of what plans are anchored in, and of how a kommune sets up its plans."""
