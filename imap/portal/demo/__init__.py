"""The demo: the facts of the working paper of 2012, texts in three languages, and the code that loads them.

`facts/` holds what the source document states, as tables; `texts/` what the portal says of maps, organisations and section
templates; `places.yaml` the routes, hubs and cities; `profiles/` the profiles that are written in full.
"""
