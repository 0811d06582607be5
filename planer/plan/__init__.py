"""The plan itself: made, written in three steps, and judged by what it lacks."""
