"""Every C file is as clang-format leaves it with the tree's .clang-format; speaks TAP, one case a room."""

import pathlib
import re
import shutil
import subprocess
import sys

root = pathlib.Path(sys.argv[1])
folders = sorted(folder for top in ("src", "tests") for folder in (root / top).iterdir() if any(folder.glob("*.[ch]")))
print(f"1..{len(folders)}")
failures = 0
for number, folder in enumerate(folders, 1):
    name = f"{folder.relative_to(root)} is formatted"
    if shutil.which("clang-format") is None:
        print(f"ok {number} {name} # SKIP clang-format is not installed")
        continue
    done = subprocess.run(
        ["clang-format", "--style=file", "--dry-run", "-Werror", *map(str, sorted(folder.glob("*.[ch]")))],
        stderr=subprocess.PIPE, text=True, check=False,
    )
    wrong = sorted(set(re.findall(r"^(.+?):\d+:\d+: error", done.stderr, re.MULTILINE)))
    for path in wrong:
        print(f"# {path}: run clang-format -i on it")
    failures += bool(wrong)
    print(f"{'not ok' if wrong else 'ok'} {number} {name}")
sys.exit(failures > 0)
