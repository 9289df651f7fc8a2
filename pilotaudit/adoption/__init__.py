"""How many of the people who are meant to use it do."""
