"""Who was there, and what that makes of it: attendance, completion and the certificate."""
