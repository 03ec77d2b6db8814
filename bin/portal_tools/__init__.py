"""Installs, starts, checks and stops the portal on one machine. Standard library only: it runs before anything is installed."""
