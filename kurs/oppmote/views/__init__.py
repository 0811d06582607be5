"""The pages of attendance: the list, the door, and what completion makes."""
