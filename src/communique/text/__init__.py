"""Work on words and days that knows no politics: quotations, dates, offsets through changes of a text."""
