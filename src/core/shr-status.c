#include "core/shr-status.h"

const char *
shr_status_sentence (ShrStatus status)
{
  switch (status)
    {
#define X(code, sentence)                                                                                              \
  case SHR_STATUS_##code:                                                                                              \
    return sentence;
      SHR_STATUS_LIST (X)
#undef X
    }

  return "unknown status";
}
