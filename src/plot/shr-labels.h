#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Labels beside the ends of traces: each wants to sit at @want; none may overlap; all stay within [@low, @high].
 * Where not all fit, the ones of largest @weight are kept. The kept ones are moved by the least sum of squares that
 * keeps their order (pool adjacent violators).
 */
typedef struct
{
  double want;   /* wanted centre, px */
  double height; /* px, with the gap to the next */
  double weight; /* importance when there is no room */
  double place;  /* (out): centre, px */
  gboolean kept; /* (out) */
} ShrLabel;

/* Returns: how many were kept. */
gsize shr_labels_place (ShrLabel *labels, gsize n, double low, double high);

G_END_DECLS
