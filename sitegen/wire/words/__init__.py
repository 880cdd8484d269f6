"""The sentences of an article, and what is made of them: headline, summary, address."""
