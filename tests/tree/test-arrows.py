"""The rooms of the house may only look downwards: reads the include lines of src and speaks TAP.

app, cli → study → plot, data, core;  plot → core;  data → core;  core uses neither GLib nor anything above it.
"""

import pathlib
import re
import sys

ROOMS = {
    "core": {"core"},
    "data": {"data", "core"},
    "plot": {"plot", "core"},
    "study": {"study", "plot", "data", "core"},
    "cli": {"cli", "study", "plot", "data", "core"},
    "app": {"app", "study", "plot", "data", "core"},
}
TOOLKITS = r"gtk/|gdk/|gsk/|graphene|adwaita"
FORBIDDEN = {
    "core": r"glib|gio/|gobject|cairo|pango|json-glib|libxml|png\.h|" + TOOLKITS,
    "data": r"cairo|pango|json-glib|" + TOOLKITS,
    "plot": r"json-glib|gio/|" + TOOLKITS,
    "study": TOOLKITS,
    "cli": TOOLKITS,
    "app": r"cblas|lapacke",
}

source = pathlib.Path(sys.argv[1])
print(f"1..{len(ROOMS)}")
failures = 0
for number, (room, allowed) in enumerate(ROOMS.items(), 1):
    wrong = []
    for path in sorted((source / room).glob("**/*.[ch]")):
        for line_number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            include = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if not include:
                continue
            mark, name = include.groups()
            where = f"{path.relative_to(source)}:{line_number}: {name}"
            if mark == '"':
                # The build's own configuration and generated resources have no room.
                if "/" in name and name.split("/")[0] not in allowed:
                    wrong.append(where)
                elif "/" not in name and not re.fullmatch(r"config\.h|shr-[a-z]+-resources\.h", name):
                    wrong.append(where + " (write it from src: \"room/file.h\")")
            elif re.match(FORBIDDEN[room], name):
                wrong.append(where)
    for line in wrong:
        print("# " + line)
    failures += bool(wrong)
    print(f"{'not ok' if wrong else 'ok'} {number} {room} looks only where it may")
sys.exit(failures > 0)
