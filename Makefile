# The front door. Each target does all its own set-up on a fresh machine; see docs/development.md.
# Written for GNU make 3.81 (macOS) and for clones whose path has a space in it.

.PHONY: run test check fmt demo bench sizes

# Serve Throughline with the demo school at http://127.0.0.1:8000 (PORT=8001 for another port).
run:
	@exec sh leadership/machine.sh run

# Everything that must hold: style, migrations, production settings, unit and browser tests.
# ARGS="-k plan" hands its words to pytest.
test:
	@exec sh leadership/machine.sh test

# The quick part of `test`, without the tests.
check:
	@exec sh leadership/machine.sh check

# Put Python and templates into their one format.
fmt:
	@exec sh leadership/machine.sh fmt

# Put the demo school back as it was on the first day.
demo:
	@exec sh leadership/machine.sh demo

# Measure; docs/benchmarks.md says how to read the numbers. ARGS names single files of tests/bench.
bench:
	@exec sh leadership/machine.sh bench

# List the files that have grown past the sizes of docs/style.md.
sizes:
	@exec sh leadership/machine.sh sizes
