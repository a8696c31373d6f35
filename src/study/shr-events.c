#include "study/shr-events.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* More names than this are counted. */
#define MAX_NAMED 2

static gboolean
is_same (double a, double b)
{
  return fabs (a - b) <= SHR_EVENTS_SAME * MAX (a, b);
}

const ShrEvent *
shr_events_next (const ShrKnots *knots, double lambda, int direction)
{
  const ShrEvent *above = NULL;

  for (size_t e = 0; e < knots->count; e++)
    {
      const ShrEvent *event = &knots->events[e];

      if (is_same (event->lambda, lambda))
        continue;
      if (event->lambda > lambda)
        above = event;
      else
        return direction > 0 ? event : above;
    }

  return direction > 0 ? NULL : above;
}

char *
shr_events_describe (const ShrKnots *knots, double lambda, const char *const *names)
{
  GString *words = NULL;
  guint more = 0, named = 0;

  for (size_t e = 0; e < knots->count; e++)
    {
      const ShrEvent *event = &knots->events[e];

      if (!is_same (event->lambda, lambda))
        continue;
      if (named == MAX_NAMED)
        {
          more++;
          continue;
        }

      if (words == NULL)
        words = g_string_new (NULL);
      else
        g_string_append (words, ", ");
      g_string_append_printf (words, event->enter ? _ ("%s enters") : _ ("%s leaves"), names[event->feature]);
      named++;
    }

  if (more > 0)
    g_string_append_printf (words, _ (", +%u more"), more);

  return words != NULL ? g_string_free (words, FALSE) : NULL;
}
