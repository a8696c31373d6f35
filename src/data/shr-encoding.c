#include "data/shr-encoding.h"

#include <glib/gi18n-lib.h>

#include <string.h>

ShrEncoding
shr_encoding_of_head (const guchar *head, gsize count)
{
  ShrEncoding none = { 0 };
  gsize zeros[2] = { 0, 0 };

  if (count >= 3 && memcmp (head, "\357\273\277", 3) == 0)
    return (ShrEncoding){ .name = "UTF-8", .marked = TRUE };
  if (count >= 2 && head[0] == 0xff && head[1] == 0xfe)
    return (ShrEncoding){ .name = "UTF-16LE", .marked = TRUE };
  if (count >= 2 && head[0] == 0xfe && head[1] == 0xff)
    return (ShrEncoding){ .name = "UTF-16BE", .marked = TRUE };

  /* In UTF-16, every other byte of plain letters and digits is zero. */
  for (gsize i = 0; i < count; i++)
    zeros[i % 2] += head[i] == 0 ? 1 : 0;
  if (count < 4)
    return none;
  if (zeros[0] == 0 && zeros[1] == count / 2)
    return (ShrEncoding){ .name = "UTF-16LE" };
  if (zeros[1] == 0 && zeros[0] == (count + 1) / 2)
    return (ShrEncoding){ .name = "UTF-16BE" };

  return none;
}

gboolean
shr_encoding_is_western (const guchar *bytes, gsize count)
{
  gsize high = 0;

  for (gsize i = 0; i < count; i++)
    {
      if ((bytes[i] < 0x20 && strchr ("\t\n\r\f\v", bytes[i]) == NULL) || bytes[i] == '\0' || bytes[i] == 0x7f)
        return FALSE;
      if (bytes[i] == 0x81 || bytes[i] == 0x8d || bytes[i] == 0x8f || bytes[i] == 0x90 || bytes[i] == 0x9d)
        return FALSE;
      high += bytes[i] >= 0x80 ? 1 : 0;
    }

  /* A few letters at the end of a file may all have accents. */
  return high <= 3 || high <= count / 3;
}

const char *
shr_encoding_title (const char *name)
{
  if (g_ascii_strcasecmp (name, "UTF-16LE") == 0)
    return _ ("UTF-16, little-endian");
  if (g_ascii_strcasecmp (name, "UTF-16BE") == 0)
    return _ ("UTF-16, big-endian");
  if (g_ascii_strcasecmp (name, "WINDOWS-1252") == 0)
    return _ ("Windows-1252, which extends Latin-1");

  return name;
}
