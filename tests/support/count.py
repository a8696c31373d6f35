"""Counts the cases of Meson's test logs: prints "N passed, N failed" (", N skipped") as its only line.

A program that speaks TAP counts its cases; any other program, or one that died before its plan was through, counts
as one. Exit status 1 when anything failed or nothing ran.
"""

import json
import os
import re
import sys

passed = failed = skipped = 0
for log in sys.argv[1:]:
    if not os.path.exists(log):
        failed += 1
        print(f"{log} was not written: its tests did not run", file=sys.stderr)
        continue
    with open(log, encoding="utf-8") as lines:
        for line in lines:
            program = json.loads(line)
            cases = re.findall(r"^(ok|not ok) \d+(.*)$", program.get("stdout") or "", re.MULTILINE)
            bad = sum(verdict == "not ok" for verdict, _ in cases)
            idle = sum(verdict == "ok" and "# SKIP" in note for verdict, note in cases)
            passed += len(cases) - bad - idle
            failed += bad
            skipped += idle
            if program["result"] in ("OK", "EXPECTEDFAIL"):
                passed += not cases
            elif program["result"] == "SKIP":
                skipped += not cases
            elif bad == 0:
                failed += 1

print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
sys.exit(failed > 0 or passed == 0)
