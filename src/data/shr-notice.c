#include "data/shr-notice.h"

static void
notice_free (gpointer data)
{
  ShrNotice *notice = data;

  g_free (notice->text);
  g_free (notice);
}

GPtrArray *
shr_notices_new (void)
{
  return g_ptr_array_new_with_free_func (notice_free);
}

void
shr_notices_add (GPtrArray *notices, ShrNoticeKind kind, const char *format, ...)
{
  ShrNotice *notice = g_new (ShrNotice, 1);
  va_list arguments;

  notice->kind = kind;
  va_start (arguments, format);
  notice->text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_ptr_array_add (notices, notice);
}
