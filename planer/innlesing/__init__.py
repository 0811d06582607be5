"""A plan that exists today, from Word, Excel, CSV or pasted text."""
