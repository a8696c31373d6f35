#pragma once

#include <glib.h>

/**
 * ShrNoticeKind:
 *
 * What was understood, or done, on the way from a file to numbers, that a user should be told of.
 */
typedef enum
{
  SHR_NOTICE_ENCODING,        /* which encoding the text is in, where it is not plain UTF-8 */
  SHR_NOTICE_DELIMITER,       /* which character separates the fields */
  SHR_NOTICE_DECIMAL,         /* which character is the decimal mark */
  SHR_NOTICE_THOUSANDS,       /* which character separates thousands, where one does */
  SHR_NOTICE_HEADER,          /* whether the first row holds the names */
  SHR_NOTICE_NAME,            /* a column that was given a name, because it had none or shared one */
  SHR_NOTICE_INDEX,           /* a column that only counts or names the rows was left out */
  SHR_NOTICE_BOOLEAN,         /* a column of true and false, or yes and no, became 1 and 0 */
  SHR_NOTICE_CATEGORY,        /* a column of words became a feature for each word but the base level */
  SHR_NOTICE_WORDS,           /* words in a column that was said to hold numbers are missing values */
  SHR_NOTICE_TEXT,            /* a column of words was left out */
  SHR_NOTICE_EMPTY,           /* a column without a value was left out */
  SHR_NOTICE_BLANK_LINES,     /* empty lines between the rows were passed over */
  SHR_NOTICE_RESPONSE,        /* which column is the response, where nobody chose it */
  SHR_NOTICE_MISSING,         /* rows left out because a value is missing */
  SHR_NOTICE_FILLED,          /* missing values that became the mean of their column */
  SHR_NOTICE_CONSTANT,        /* a feature that never varies: its coefficient is 0 */
  SHR_NOTICE_CONSTANT_TARGET, /* a response that never varies */
} ShrNoticeKind;

/**
 * ShrNotice:
 * @kind: what it is about
 * @text: a complete sentence, ready to be shown, without the file's name
 */
typedef struct
{
  ShrNoticeKind kind;
  char *text;
} ShrNotice;

/* An array of ShrNotice that frees what it holds. */
GPtrArray *shr_notices_new (void);

/* Appends the sentence that @format and its arguments make. */
void shr_notices_add (GPtrArray *notices, ShrNoticeKind kind, const char *format, ...) G_GNUC_PRINTF (3, 4);
