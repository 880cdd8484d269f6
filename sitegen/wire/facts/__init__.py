"""What a text states of itself and of people: agencies, dates, names, and their countries."""
