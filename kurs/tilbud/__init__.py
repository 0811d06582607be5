"""What is offered: a course, whom it is for, what it gives, and the measures it serves."""
