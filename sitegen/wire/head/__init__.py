"""What stands above a report: an e-mail's header, masthead, headline, byline, dateline."""
