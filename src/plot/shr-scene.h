#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ShrScene:
 *
 * A picture as a flat list of marks, in logical pixels, y downwards. Charts make it; the Cairo renderer, the SVG
 * writer, the hit test, the words and the tests read it. A scene owns all its points and strings.
 *
 * Each mark has a role (what it means), the index of the feature it belongs to or -1, a group and a clip rectangle.
 */
typedef struct _ShrScene ShrScene;

typedef struct
{
  double x, y;
} ShrXY;

typedef struct
{
  double x, y, width, height;
} ShrRect;

/* Components from 0 to 1, not premultiplied. */
typedef struct
{
  double red, green, blue, alpha;
} ShrColor;

/* What a mark means. Names become class attributes in SVG. */
typedef enum
{
  SHR_ROLE_BACKGROUND,
  SHR_ROLE_AXIS, /* axis line */
  SHR_ROLE_TICK, /* major tick */
  SHR_ROLE_MINOR_TICK,
  SHR_ROLE_TICK_LABEL,
  SHR_ROLE_AXIS_TITLE,
  SHR_ROLE_TITLE,       /* name of the penalty, or of the figure */
  SHR_ROLE_CAPTION,     /* a sentence about what is seen */
  SHR_ROLE_ZERO_LINE,   /* β = 0, and the axes through the origin in geometry */
  SHR_ROLE_COUNT_LABEL, /* nonzero counts along the top */
  SHR_ROLE_TRACE,
  SHR_ROLE_ZERO_TRACE, /* the part of a trace that is exactly zero */
  SHR_ROLE_TRACE_LABEL,
  SHR_ROLE_LEADER, /* from a trace's end to its label */
  SHR_ROLE_EVENT,  /* a feature enters or leaves */
  SHR_ROLE_CURSOR,
  SHR_ROLE_CURSOR_LABEL,
  SHR_ROLE_VALUE,      /* the coefficient at λ, on its trace */
  SHR_ROLE_ZERO_VALUE, /* the same, exactly zero: hollow */
  SHR_ROLE_CONTOUR,
  SHR_ROLE_TOUCHING_CONTOUR, /* the one through the contact point */
  SHR_ROLE_REGION,
  SHR_ROLE_ROUTE,  /* the solution's way through the plane as λ moves */
  SHR_ROLE_SOLVER, /* the solver's way through it at one λ */
  SHR_ROLE_OPTIMUM,
  SHR_ROLE_CONTACT,
  SHR_ROLE_GRADIENT,   /* −∇loss at the contact */
  SHR_ROLE_NORMAL,     /* the region's normal (cone) at the contact */
  SHR_ROLE_EDGE,       /* of a solid region, and its outline */
  SHR_ROLE_LEVEL,      /* the loss's surface through the contact, its outline and its axes */
  SHR_ROLE_HIDDEN,     /* what a solid hides */
  SHR_ROLE_SPACE_AXIS, /* axes and ticks of three dimensions */
  SHR_ROLE_VALUE_LABEL,
  SHR_ROLE_CURVE_LABEL, /* what a curve is, beside it */
  SHR_ROLE_LOSS,        /* of one residual, and its slope */
  SHR_ROLE_PENALTY,     /* of one coefficient, and its slope */
  SHR_ROLE_REFERENCE,   /* to compare with: the other norm, predicted = observed */
  SHR_ROLE_ROW,         /* a row of the data */
  SHR_ROLE_FITTED,      /* the fitted curve */
  SHR_ROLE_TRUTH,
  SHR_ROLE_PRIOR,
  SHR_ROLE_LIKELIHOOD,
  SHR_ROLE_POSTERIOR,
  SHR_ROLE_MODE,
  SHR_ROLE_MEAN,
  SHR_ROLE_TRAINING_ERROR,
  SHR_ROLE_TEST_ERROR,
  SHR_ROLE_VALIDATION_ERROR, /* cross-validation's mean */
  SHR_ROLE_VALIDATION_BAND,  /* ± one standard error around it */
  SHR_ROLE_CRITERION,        /* GCV, Cp, AIC, BIC */
  SHR_ROLE_CHOICE,           /* λ_min and λ_1se */
  SHR_ROLE_HANDLE,           /* what the pointer can take hold of, and what it has selected */
  SHR_ROLE_RIBBON,           /* where the curves of most resamples are */
  SHR_ROLE_RIBBON_MEAN,      /* the mean of them all */
  SHR_ROLE_RESAMPLE,         /* the curve of one of them */
  SHR_ROLE_LEGEND,           /* which feature has which line */
} ShrRole;

const char *shr_role_name (ShrRole role); /* "axis", "trace-label", … */

typedef enum
{
  SHR_MARK_POLYLINE, /* stroked, open */
  SHR_MARK_POLYGON,  /* closed; filled and stroked as the style says */
  SHR_MARK_DISC,     /* a disc of @radius around points[0] */
  SHR_MARK_TEXT,     /* @text at points[0] */
} ShrMarkKind;

typedef enum
{
  SHR_DASH_SOLID,
  SHR_DASH_DASHED,
  SHR_DASH_DOTTED,
  SHR_DASH_DASH_DOT,
} ShrDash;

/**
 * shr_dash_lengths:
 * @width: of the line
 * @lengths: (out): lengths of line and gap in turn, for round caps, which add @width to every line
 *
 * Returns: how many lengths: 0 for a solid line, else 2 or 4
 */
gsize shr_dash_lengths (ShrDash dash, double width, double lengths[4]);

typedef enum
{
  SHR_ALIGN_START,  /* left edge, or baseline for the vertical */
  SHR_ALIGN_MIDDLE, /* centre; for the vertical the middle of the digits' height */
  SHR_ALIGN_END,    /* right edge, or the top of the digits for the vertical */
} ShrAlign;

typedef struct
{
  ShrColor stroke; /* alpha 0: not stroked */
  double width;    /* logical pixels */
  ShrDash dash;
  ShrColor fill; /* alpha 0: not filled; a text's colour */
} ShrStyle;

typedef struct
{
  double size; /* logical pixels of the em */
  gboolean bold;
  ShrAlign horizontal;
  ShrAlign vertical;
  double angle;  /* degrees, counter-clockwise, about the anchor */
  gboolean halo; /* an outline in the background's colour, so that it can be read across lines */
} ShrTextStyle;

typedef struct
{
  ShrMarkKind kind;
  ShrRole role;
  int feature; /* -1: none */
  int group;   /* index for shr_scene_get_group(); -1: none */
  int clip;    /* index for shr_scene_get_clip(); -1: none */
  ShrStyle style;
  const ShrXY *points; /* @n_points; (transfer none): valid until the scene next changes */
  gsize n_points;
  double radius;    /* discs */
  const char *text; /* texts; UTF-8 */
  ShrTextStyle text_style;
} ShrMark;

/* A named group of marks: in SVG a <g> with a stable id and a <title>. */
typedef struct
{
  const char *id;    /* unique in the scene, valid as an XML id; e.g. "lasso-paths-bmi" */
  const char *title; /* (nullable): e.g. the feature's own name */
  int parent;        /* -1: none */
} ShrGroup;

/* Lines that are level or upright by their meaning (axes, ticks, zero lines, cursors): renderers put them on whole
 * pixels, a whole number of pixels wide, with square ends, so that a tick and its axis meet exactly. */
gboolean shr_mark_is_ruled (const ShrMark *mark);

/* For a ruled line of @width whole pixels: the nearest coordinate at which it covers whole pixels. */
double shr_ruled_snap (double coordinate, double width);

ShrScene *shr_scene_new (double width, double height);
void shr_scene_free (ShrScene *scene);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrScene, shr_scene_free)
/* Removes every mark, group and clip, but keeps the memory: a canvas draws into the same scene each frame. */
void shr_scene_clear (ShrScene *scene);

double shr_scene_get_width (const ShrScene *scene);
double shr_scene_get_height (const ShrScene *scene);

/* Title and description of the whole picture (SVG <title> and <desc>, PDF and PNG metadata); copied, nullable. */
void shr_scene_set_words (ShrScene *scene, const char *title, const char *description);
/* What it was drawn from, in a line that goes along in the file; copied, nullable. */
void shr_scene_set_settings (ShrScene *scene, const char *settings);
const char *shr_scene_get_settings (const ShrScene *scene);
const char *shr_scene_get_title (const ShrScene *scene);
const char *shr_scene_get_description (const ShrScene *scene);

/* Marks added from now on are in this group, until the matching end; groups nest. What cannot be in an XML id becomes
 * "_" in @id, and an id that is there already gets "-2", "-3", … appended. Returns the group's index. */
int shr_scene_begin_group (ShrScene *scene, const char *id, const char *title);
void shr_scene_end_group (ShrScene *scene);
/* Marks added from now on are clipped to @rect; NULL: not clipped. */
void shr_scene_set_clip (ShrScene *scene, const ShrRect *rect);
/* Marks added from now on are moved by (@x, @y), and so are clip rectangles. For boards of several charts. */
void shr_scene_set_origin (ShrScene *scene, double x, double y);

/* Points and text are copied. Control characters in texts and titles become spaces. Points must be numbers; those more than a million pixels away are brought nearer. */
void shr_scene_add_polyline (ShrScene *scene,
                             ShrRole role,
                             int feature,
                             const ShrStyle *style,
                             const ShrXY *points,
                             gsize n_points);
void shr_scene_add_polygon (ShrScene *scene,
                            ShrRole role,
                            int feature,
                            const ShrStyle *style,
                            const ShrXY *points,
                            gsize n_points);
void shr_scene_add_segment (ShrScene *scene,
                            ShrRole role,
                            int feature,
                            const ShrStyle *style,
                            double x1,
                            double y1,
                            double x2,
                            double y2);
void shr_scene_add_disc (ShrScene *scene,
                         ShrRole role,
                         int feature,
                         const ShrStyle *style,
                         double x,
                         double y,
                         double radius);
void shr_scene_add_text (ShrScene *scene,
                         ShrRole role,
                         int feature,
                         const ShrColor *color,
                         const ShrTextStyle *text_style,
                         double x,
                         double y,
                         const char *text);

gsize shr_scene_get_n_marks (const ShrScene *scene);
const ShrMark *shr_scene_get_mark (const ShrScene *scene, gsize i);
/* The feature of the disc that is nearest to a place, within @tolerance px of its edge, or -1; of equally near ones the
 * one on top. */
int shr_scene_disc_at (const ShrScene *scene, double x, double y, double tolerance);
gsize shr_scene_get_n_groups (const ShrScene *scene);
const ShrGroup *shr_scene_get_group (const ShrScene *scene, int group);
gsize shr_scene_get_n_clips (const ShrScene *scene);
const ShrRect *shr_scene_get_clip (const ShrScene *scene, int clip);

G_END_DECLS
