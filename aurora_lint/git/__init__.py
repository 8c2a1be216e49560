"""Git: how it is run, and what a repository holds. Nothing else in the project runs it."""
