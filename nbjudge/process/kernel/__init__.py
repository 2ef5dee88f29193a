"""Running a cell as an IPython kernel would: its shell, what it shows and what it prints."""
