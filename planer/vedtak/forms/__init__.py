"""Forms of discussing and adopting a plan."""
