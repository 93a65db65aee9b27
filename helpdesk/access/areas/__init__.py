"""Administrative areas: reading lists of them, keeping them, and finding one by what is typed."""
