"""meson install puts everything where a desktop expects it, and the installed command line runs; speaks TAP."""

import os
import pathlib
import subprocess
import sys
import tempfile

build = sys.argv[1]
EXPECTED = [
    "bin/shrinkage",
    "bin/shrinkage-cli",
    "share/applications/org.shrinkage.Shrinkage.desktop",
    "share/glib-2.0/schemas/org.shrinkage.Shrinkage.gschema.xml",
    "share/metainfo/org.shrinkage.Shrinkage.metainfo.xml",
    "share/icons/hicolor/scalable/apps/org.shrinkage.Shrinkage.svg",
    "share/icons/hicolor/symbolic/apps/org.shrinkage.Shrinkage-symbolic.svg",
]

print(f"1..{len(EXPECTED) + 1}")
failures = 0
with tempfile.TemporaryDirectory() as destination:
    done = subprocess.run(
        ["meson", "install", "-C", build, "--no-rebuild", "--destdir", destination],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )
    if done.returncode:
        print("Bail out! meson install failed:", *done.stdout.splitlines()[-5:], sep="\n# ")
        sys.exit(1)

    installed = {str(path): path for path in pathlib.Path(destination).glob("**/*") if path.is_file()}
    command = None
    for number, ending in enumerate(EXPECTED, 1):
        found = [path for name, path in installed.items() if name.endswith("/" + ending)]
        if ending == "bin/shrinkage-cli" and found:
            command = found[0]
        failures += not found
        print(f"{'ok' if found else 'not ok'} {number} {ending} is installed")

    runs = command is not None and subprocess.run(
        [command, "fit", "sample:diabetes", "--quiet"], stdout=subprocess.PIPE, cwd="/", check=False,
        env=dict(os.environ, ASAN_OPTIONS="detect_leaks=0"),
    )
    good = bool(runs) and runs.returncode == 0 and len(runs.stdout.splitlines()) == 101
    failures += not good
    print(f"{'ok' if good else 'not ok'} {len(EXPECTED) + 1} the installed command line fits the diabetes data")
sys.exit(failures > 0)
