#include "plot/shr-scene.h"

#include <math.h>
#include <string.h>

static const ShrStyle style = { .stroke = { 1.0, 0.0, 0.0, 1.0 }, .width = 2.0 };

static void
test_marks (void)
{
  g_autoptr (ShrScene) scene = shr_scene_new (300.0, 200.0);
  const ShrColor color = { 0.0, 0.5, 1.0, 1.0 };
  const ShrTextStyle text_style = { .size = 13.0, .bold = TRUE, .horizontal = SHR_ALIGN_END };
  ShrXY points[] = { { 1.0, 2.0 }, { 3.0, 4.0 }, { 5.0, 7.0 } };
  char text[] = "bmi";
  const ShrMark *mark;

  g_assert_cmpfloat (shr_scene_get_width (scene), ==, 300.0);
  g_assert_cmpfloat (shr_scene_get_height (scene), ==, 200.0);

  shr_scene_add_polyline (scene, SHR_ROLE_TRACE, 4, &style, points, G_N_ELEMENTS (points));
  shr_scene_add_polygon (scene, SHR_ROLE_REGION, -1, &style, points, G_N_ELEMENTS (points));
  shr_scene_add_segment (scene, SHR_ROLE_TICK, -1, &style, 10.0, 20.0, 30.0, 40.0);
  shr_scene_add_disc (scene, SHR_ROLE_VALUE, 2, &style, 50.0, 60.0, 4.5);
  shr_scene_add_text (scene, SHR_ROLE_TRACE_LABEL, 4, &color, &text_style, 70.0, 80.0, text);
  /* Copied: what happens to the caller's own does not matter. */
  memset (points, 0, sizeof points);
  text[0] = 'x';

  g_assert_cmpuint (shr_scene_get_n_marks (scene), ==, 5);

  mark = shr_scene_get_mark (scene, 0);
  g_assert_cmpint (mark->kind, ==, SHR_MARK_POLYLINE);
  g_assert_cmpint (mark->role, ==, SHR_ROLE_TRACE);
  g_assert_cmpint (mark->feature, ==, 4);
  g_assert_cmpint (mark->group, ==, -1);
  g_assert_cmpint (mark->clip, ==, -1);
  g_assert_cmpfloat (mark->style.width, ==, 2.0);
  g_assert_cmpuint (mark->n_points, ==, 3);
  g_assert_cmpfloat (mark->points[2].y, ==, 7.0);

  g_assert_cmpint (shr_scene_get_mark (scene, 1)->kind, ==, SHR_MARK_POLYGON);

  mark = shr_scene_get_mark (scene, 2);
  g_assert_cmpint (mark->kind, ==, SHR_MARK_POLYLINE);
  g_assert_cmpuint (mark->n_points, ==, 2);
  g_assert_cmpfloat (mark->points[1].x, ==, 30.0);

  mark = shr_scene_get_mark (scene, 3);
  g_assert_cmpint (mark->kind, ==, SHR_MARK_DISC);
  g_assert_cmpfloat (mark->radius, ==, 4.5);

  mark = shr_scene_get_mark (scene, 4);
  g_assert_cmpint (mark->kind, ==, SHR_MARK_TEXT);
  g_assert_cmpstr (mark->text, ==, "bmi");
  g_assert_cmpfloat (mark->style.fill.blue, ==, 1.0);
  g_assert_true (mark->text_style.bold);
  g_assert_cmpfloat (mark->points[0].y, ==, 80.0);
}

static void
test_groups (void)
{
  g_autoptr (ShrScene) scene = shr_scene_new (1.0, 1.0);
  int outer, inner;

  outer = shr_scene_begin_group (scene, "lasso-paths", "Lasso");
  inner = shr_scene_begin_group (scene, "lasso-paths-bmi", NULL);
  shr_scene_add_segment (scene, SHR_ROLE_TRACE, 0, &style, 0.0, 0.0, 1.0, 1.0);
  shr_scene_end_group (scene);
  shr_scene_add_segment (scene, SHR_ROLE_TRACE, 0, &style, 0.0, 0.0, 1.0, 1.0);
  shr_scene_end_group (scene);
  shr_scene_add_segment (scene, SHR_ROLE_TRACE, 0, &style, 0.0, 0.0, 1.0, 1.0);

  g_assert_cmpint (shr_scene_get_mark (scene, 0)->group, ==, inner);
  g_assert_cmpint (shr_scene_get_mark (scene, 1)->group, ==, outer);
  g_assert_cmpint (shr_scene_get_mark (scene, 2)->group, ==, -1);
  g_assert_cmpuint (shr_scene_get_n_groups (scene), ==, 2);
  g_assert_cmpint (shr_scene_get_group (scene, outer)->parent, ==, -1);
  g_assert_cmpint (shr_scene_get_group (scene, inner)->parent, ==, outer);
  g_assert_cmpstr (shr_scene_get_group (scene, outer)->title, ==, "Lasso");
  g_assert_null (shr_scene_get_group (scene, inner)->title);
}

static void
test_ids (void)
{
  static const struct
  {
    const char *wish, *id;
  } cases[] = {
    { "lasso-paths-bmi", "lasso-paths-bmi" },
    { "lasso-paths-bmi", "lasso-paths-bmi-2" },
    { "lasso-paths-bmi", "lasso-paths-bmi-3" },
    { "a b", "a_b" },
    { "a_b", "a_b-2" },
    { "a  <&\">\n b", "a_b-3" },
    { "1st", "_1st" },
    { "größe", "größe" },
    { "β²", "β_" },
    { "x:y", "x_y" },
    { "", "_" },
    { "\xff", "_-2" },
    { "血圧", "血圧" },
  };
  g_autoptr (ShrScene) scene = shr_scene_new (1.0, 1.0);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int group = shr_scene_begin_group (scene, cases[i].wish, cases[i].wish);

      shr_scene_end_group (scene);
      g_assert_cmpstr (shr_scene_get_group (scene, group)->id, ==, cases[i].id);
    }
}

static void
test_origin_and_clip (void)
{
  g_autoptr (ShrScene) scene = shr_scene_new (1.0, 1.0);
  const ShrRect rect = { 1.0, 2.0, 30.0, 40.0 };
  const ShrRect *clip;

  shr_scene_set_clip (scene, &rect);
  shr_scene_add_segment (scene, SHR_ROLE_TRACE, 0, &style, 0.0, 0.0, 5.0, 6.0);
  shr_scene_set_origin (scene, 100.0, 200.0);
  shr_scene_set_clip (scene, &rect);
  shr_scene_add_segment (scene, SHR_ROLE_TRACE, 0, &style, 0.0, 0.0, 5.0, 6.0);
  shr_scene_set_clip (scene, NULL);
  shr_scene_add_segment (scene, SHR_ROLE_TRACE, 0, &style, 0.0, 0.0, 5.0, 6.0);
  shr_scene_set_origin (scene, 0.0, 0.0);
  shr_scene_set_clip (scene, &rect);
  shr_scene_add_segment (scene, SHR_ROLE_TRACE, 0, &style, 0.0, 0.0, 5.0, 6.0);

  g_assert_cmpfloat (shr_scene_get_mark (scene, 0)->points[1].x, ==, 5.0);
  g_assert_cmpfloat (shr_scene_get_mark (scene, 1)->points[1].x, ==, 105.0);
  g_assert_cmpfloat (shr_scene_get_mark (scene, 1)->points[1].y, ==, 206.0);

  clip = shr_scene_get_clip (scene, shr_scene_get_mark (scene, 1)->clip);
  g_assert_cmpfloat (clip->x, ==, 101.0);
  g_assert_cmpfloat (clip->y, ==, 202.0);
  g_assert_cmpfloat (clip->width, ==, 30.0);
  g_assert_cmpint (shr_scene_get_mark (scene, 2)->clip, ==, -1);
  /* The same rectangle is kept once. */
  g_assert_cmpint (shr_scene_get_mark (scene, 3)->clip, ==, shr_scene_get_mark (scene, 0)->clip);
  g_assert_cmpuint (shr_scene_get_n_clips (scene), ==, 2);
}

/* Points that were handed out stay where they are while the scene grows, and a cleared scene is as good as new. */
static void
test_growth_and_clear (void)
{
  g_autoptr (ShrScene) scene = shr_scene_new (1.0, 1.0);
  const ShrXY *first = NULL;

  for (int round = 0; round < 3; round++)
    {
      g_autofree ShrXY *many = g_new (ShrXY, 20000);

      for (gsize i = 0; i < 20000; i++)
        many[i] = (ShrXY){ (double) i, (double) round };

      shr_scene_begin_group (scene, "group", "title");
      shr_scene_set_clip (scene, &(ShrRect){ 0.0, 0.0, 1.0, 1.0 });
      for (gsize i = 1; i <= 500; i++)
        shr_scene_add_polyline (scene, SHR_ROLE_TRACE, (int) i, &style, many, i == 250 ? 20000 : i);

      g_assert_cmpuint (shr_scene_get_n_marks (scene), ==, 500);
      for (gsize i = 1; i <= 500; i++)
        {
          const ShrMark *mark = shr_scene_get_mark (scene, i - 1);

          g_assert_cmpuint (mark->n_points, ==, i == 250 ? 20000 : i);
          for (gsize k = 0; k < mark->n_points; k++)
            g_assert_true (mark->points[k].x == (double) k && mark->points[k].y == (double) round);
        }

      if (round == 0)
        first = shr_scene_get_mark (scene, 0)->points;
      /* The memory is kept. */
      g_assert_true (shr_scene_get_mark (scene, 0)->points == first || round == 0);
      g_assert_cmpstr (shr_scene_get_group (scene, 0)->id, ==, "group");

      shr_scene_clear (scene);
      g_assert_cmpuint (shr_scene_get_n_marks (scene), ==, 0);
      g_assert_cmpuint (shr_scene_get_n_groups (scene), ==, 0);
      g_assert_cmpuint (shr_scene_get_n_clips (scene), ==, 0);
    }

  shr_scene_add_segment (scene, SHR_ROLE_TRACE, 0, &style, 0.0, 0.0, 5.0, 6.0);
  g_assert_cmpint (shr_scene_get_mark (scene, 0)->group, ==, -1);
  g_assert_cmpint (shr_scene_get_mark (scene, 0)->clip, ==, -1);
}

static void
test_extreme_points (void)
{
  g_autoptr (ShrScene) scene = shr_scene_new (1.0, 1.0);
  const ShrXY far[] = { { -INFINITY, 1e300 }, { 5.0, 6.0 } };
  const ShrXY wrong[] = { { 1.0, 2.0 }, { NAN, 1.0 } };

  shr_scene_add_polyline (scene, SHR_ROLE_TRACE, 0, &style, far, G_N_ELEMENTS (far));
  g_assert_cmpfloat (shr_scene_get_mark (scene, 0)->points[0].x, ==, -1e6);
  g_assert_cmpfloat (shr_scene_get_mark (scene, 0)->points[0].y, ==, 1e6);
  g_assert_cmpfloat (shr_scene_get_mark (scene, 0)->points[1].y, ==, 6.0);

  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_CRITICAL, "*isnan*");
  shr_scene_add_polyline (scene, SHR_ROLE_TRACE, 0, &style, wrong, G_N_ELEMENTS (wrong));
  g_test_assert_expected_messages ();
  g_assert_cmpuint (shr_scene_get_n_marks (scene), ==, 1);
}

static void
test_words (void)
{
  g_autoptr (ShrScene) scene = shr_scene_new (1.0, 1.0);
  const ShrTextStyle text_style = { .size = 13.0 };

  g_assert_null (shr_scene_get_title (scene));
  g_assert_null (shr_scene_get_description (scene));

  shr_scene_set_words (scene, "λ\tpath", "one\r\ntwo\x01");
  g_assert_cmpstr (shr_scene_get_title (scene), ==, "λ path");
  g_assert_cmpstr (shr_scene_get_description (scene), ==, "one  two ");
  shr_scene_set_words (scene, shr_scene_get_description (scene), NULL);
  g_assert_cmpstr (shr_scene_get_title (scene), ==, "one  two ");
  g_assert_null (shr_scene_get_description (scene));

  shr_scene_add_text (scene, SHR_ROLE_TITLE, -1, &style.stroke, &text_style, 0.0, 0.0, "a\nb\xc2\x85 c\xff");
  g_assert_cmpstr (shr_scene_get_mark (scene, 0)->text, ==, "a b   c\xef\xbf\xbd");
}

static void
test_role_names (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (int role = 0; role <= SHR_ROLE_LEGEND; role++)
    {
      const char *name = shr_role_name ((ShrRole) role);

      g_assert_true (g_regex_match_simple ("^[a-z]+(-[a-z]+)*$", name, 0, 0));
      g_assert_true (g_hash_table_add (seen, (gpointer) name));
    }
  g_assert_cmpstr (shr_role_name (SHR_ROLE_TRACE_LABEL), ==, "trace-label");
}

static void
test_ruled (void)
{
  for (double x = -3.0; x < 3.0; x += 0.01)
    {
      /* A line of one pixel covers the pixel that the coordinate is in; one of two pixels the edge that is nearest. */
      g_assert_cmpfloat (shr_ruled_snap (x, 1.0), ==, floor (x) + 0.5);
      g_assert_cmpfloat (fabs (shr_ruled_snap (x, 2.0) - x), <=, 0.5 + 1e-12);
      g_assert_cmpfloat (shr_ruled_snap (x, 2.0), ==, floor (shr_ruled_snap (x, 2.0)));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/scene/marks", test_marks);
  g_test_add_func ("/scene/groups", test_groups);
  g_test_add_func ("/scene/ids", test_ids);
  g_test_add_func ("/scene/origin-and-clip", test_origin_and_clip);
  g_test_add_func ("/scene/growth-and-clear", test_growth_and_clear);
  g_test_add_func ("/scene/extreme-points", test_extreme_points);
  g_test_add_func ("/scene/words", test_words);
  g_test_add_func ("/scene/role-names", test_role_names);
  g_test_add_func ("/scene/ruled", test_ruled);

  return g_test_run ();
}
