"""Projects, priorities, requests for support, expert exchange, city to city."""
