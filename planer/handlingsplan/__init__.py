"""The table of measures: edited in place, shown as each receiver wants it, and taken out as a file."""
