"""The red thread: from what the kommune steers by to what each krone gave, where it breaks, and how it is mended."""
