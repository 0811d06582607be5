"""What `make demo`, `make test` and `make sjekk` do. Standard library only: it runs before anything is installed."""
