# Each target is a command of bin/portal; `bin/portal help` describes them.
COMMANDS = demo check bench setup services stop clean messages lock screenshots

.PHONY: help test $(COMMANDS)

help:
	@bin/portal help

$(COMMANDS):
	@bin/portal $@

# make test ARGS="-k compare"
test:
	@bin/portal test $(ARGS)
