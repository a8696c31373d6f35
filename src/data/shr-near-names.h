#pragma once

#include <glib.h>

/**
 * shr_near_names_advise:
 * @wanted: a name that is none of @names
 * @names: (element-type utf8): the names there are
 *
 * What to do about a name that does not exist: up to three names that differ from it by a slip or two of the finger,
 * nearest first, or else the first few of all names.
 *
 * Returns: (transfer full): the second half of a sentence, such as: did you mean “bmi”?
 */
char *shr_near_names_advise (const char *wanted, const GPtrArray *names);
