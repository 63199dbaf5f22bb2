"""Pure functions from answers and gold to figures; each names its formula and source."""
