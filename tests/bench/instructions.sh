#!/bin/sh
# Instructions of one lasso path (100 λ) for three shapes, counted by callgrind, beside those in instructions.txt:
# sh tests/bench/instructions.sh [BUILD_FOLDER [--record]]. Unlike milliseconds they say the same on a busy machine. Linear algebra
# counts as the library has it, so that another library or processor moves them; with --record the file is written.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
build=${1:-$here/../../_build}
record=$here/instructions.txt
ours=$build/tests/bench/bench-compare
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export OPENBLAS_NUM_THREADS=1

printf '%-10s %15s %15s %9s\n' shape instructions recorded change
for shape in 442x10 1000x100 100x1000; do
  "$ours" make "${shape%x*}" "${shape#*x}" 0.5 1 "$folder/data"
  valgrind --tool=callgrind --toggle-collect=solve_once --callgrind-out-file="$folder/out" \
    "$ours" once "$folder/data" 1 >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
  count=$(sed -n 's/^summary: //p; s/^totals: //p' "$folder/out" | head -n 1)
  recorded=$(awk -v shape=$shape '$1 == shape { print $2 }' "$record" 2>/dev/null || true)
  echo "$shape $count" >>"$folder/new"
  printf '%-10s %15s %15s %9s\n' $shape "$count" "${recorded:-–}" \
    "$(awk -v a="$count" -v b="${recorded:-0}" 'BEGIN { if (b > 0) printf "%+.1f %%", 100 * (a / b - 1); else printf "–" }')"
done
if [ "${2:-}" = --record ]; then cp "$folder/new" "$record"; fi
