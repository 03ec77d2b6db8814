"""GeoDjango's database backend, which looks at its connection rather than asks it whether it still stands."""
