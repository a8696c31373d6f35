"""Every C file is as clang-format leaves it with the tree's .clang-format; speaks TAP, one case a room."""

import pathlib
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
    wrong = []
    for path in sorted(folder.glob("*.[ch]")):
        text = path.read_bytes()
        done = subprocess.run(["clang-format", "--style=file", str(path)], stdout=subprocess.PIPE, check=True)
        if done.stdout != text:
            wrong.append(path.relative_to(root))
    for path in wrong:
        print(f"# {path}: run clang-format -i on it")
    failures += bool(wrong)
    print(f"{'not ok' if wrong else 'ok'} {number} {name}")
sys.exit(failures > 0)
