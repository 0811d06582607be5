"""When and where a course is held: its runs, their dates, and what may be done with them."""
