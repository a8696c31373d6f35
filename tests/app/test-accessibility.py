"""What a screen reader is told: test-accessibility.py SHRINKAGE

Starts the application on a sample and walks its tree through the accessibility bus, as a screen reader does: every
control that can be used has a name, every chart has a description, and the description follows λ.
"""

import os
import re
import subprocess
import sys
import time

try:
    import gi

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi, GLib
except (ImportError, ValueError):
    print("1..0 # SKIP python3-gi or the introspection data of AT-SPI is not installed")
    sys.exit(0)

CONTROLS = {
    Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX, Atspi.Role.RADIO_BUTTON,
    Atspi.Role.SLIDER, Atspi.Role.SPIN_BUTTON, Atspi.Role.ENTRY, Atspi.Role.TEXT, Atspi.Role.COMBO_BOX,
    Atspi.Role.MENU_ITEM, Atspi.Role.LINK,
}
PATIENCE = 30.0  # seconds


def wait(question, what):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            answer = question()
        except GLib.Error:
            answer = None  # what was asked went away meanwhile
        if answer:
            return answer
        time.sleep(0.1)
    print(f"Bail out! waited in vain for {what}")
    sys.exit(1)


def children(accessible):
    for i in range(accessible.get_child_count()):
        child = accessible.get_child_at_index(i)
        if child is not None:
            yield child


def walk(accessible, path=()):
    here = path + (f"{accessible.get_role_name()} “{accessible.get_name() or ''}”",)
    yield accessible, here
    for child in children(accessible):
        yield from walk(child, here)


def is_shown(accessible):
    states = accessible.get_state_set()
    # GTK 4.8 tells of no widget below the window that it is showing.
    return states.contains(Atspi.StateType.VISIBLE) and states.contains(Atspi.StateType.SENSITIVE)


def is_focusable(accessible):
    return is_shown(accessible) and accessible.get_state_set().contains(Atspi.StateType.FOCUSABLE)


def name_of(accessible):
    # Where there is no name GTK says the widget's class.
    if accessible.get_name() and not re.fullmatch("(Gtk|Adw|Shr)[A-Z][A-Za-z]+", accessible.get_name()):
        return accessible.get_name()
    for relation in accessible.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY and relation.get_n_targets() > 0:
            return relation.get_target(0).get_name()
    return ""


def find_application():
    desktop = Atspi.get_desktop(0)
    for application in children(desktop):
        if application.get_name() == "shrinkage" and application.get_child_count() > 0:
            return application
    return None


def charts(application):
    """Descriptions of the charts on show, by their names."""
    return {
        accessible.get_name(): accessible.get_description()
        for accessible, _ in walk(application)
        if accessible.get_role() == Atspi.Role.IMAGE and "," in (accessible.get_name() or "") and is_shown(accessible)
    }


def report(number, name, faults):
    for fault in faults:
        print(f"# {fault}")
    print(f"{'not ok' if faults else 'ok'} {number} {name}")


def main():
    environment = dict(os.environ, GTK_A11Y="atspi", GSETTINGS_BACKEND="memory")
    program = subprocess.Popen([sys.argv[1], "sample:diabetes"], env=environment)
    try:
        print("1..3")
        Atspi.init()
        application = wait(find_application, "the application on the accessibility bus")
        wait(lambda: len(charts(application)) >= 4, "the charts")

        nameless = [
            " / ".join(path)
            for accessible, path in walk(application)
            if accessible.get_role() in CONTROLS and is_focusable(accessible) and not name_of(accessible)
        ]
        report(1, "every control has a name", nameless)

        seen = wait(lambda: charts(application) if all(charts(application).values()) else None, "the descriptions")
        faults = [f"{name}: “{description}”" for name, description in seen.items() if "λ" not in description]
        report(2, "every chart is described", faults)

        slider = next(a for a, _ in walk(application) if a.get_role() == Atspi.Role.SLIDER and "λ" in name_of(a))
        smallest, largest = Atspi.Value.get_minimum_value(slider), Atspi.Value.get_maximum_value(slider)
        near_largest = Atspi.Value.get_current_value(slider) > (smallest + largest) / 2
        Atspi.Value.set_current_value(slider, smallest + (largest - smallest) * (0.25 if near_largest else 0.75))
        changed = wait(lambda: all(charts(application).get(name) != text for name, text in seen.items()),
                       "the descriptions to follow λ")
        report(3, "descriptions follow λ", [] if changed else ["they stayed as they were"])
    finally:
        program.terminate()
        program.wait()


main()
