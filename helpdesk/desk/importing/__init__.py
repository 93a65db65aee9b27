"""Bringing in a centre's old register: upload, name the columns, check, import, take back."""
