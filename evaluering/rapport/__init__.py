"""The report of one evaluation: four levels in one picture, what lies behind them, and what is done the next time."""
