#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Ticks: for linear axes the optimisation of Talbot, Lin and Hanrahan, "An Extension of Wilkinson's Algorithm for
 * Positioning Tick Labels on Axes", InfoVis 2010 (simplicity, coverage, density, legibility by label widths);
 * for log axes the decades, thinned when there are many, 1-2-5 within when there are few, with minors.
 */
typedef struct
{
  double value;
  char *label; /* NULL for a minor tick */
} ShrTick;

typedef struct
{
  gsize n;
  ShrTick *ticks; /* ascending */
} ShrTicks;

/* @length: of the axis in px; @size: font size in px; @vertical: labels stacked rather than side by side. */
ShrTicks *shr_ticks_linear (double low, double high, double length, double size, gboolean vertical);
/* 0 < @low < @high. */
ShrTicks *shr_ticks_log (double low, double high, double length, double size);
void shr_ticks_free (ShrTicks *ticks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrTicks, shr_ticks_free)

G_END_DECLS
