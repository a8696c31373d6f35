#!/bin/sh
# Ours against glmnet and scikit-learn on the same files in one go: sh tests/bench/compare.sh [BUILD_FOLDER [MIXING]]
# Prints a Markdown table: milliseconds for the whole path, the ratio, and the worst relative duality gap of each.
# Peers that are not installed are left out. The design is that of Friedman, Hastie, Tibshirani 2010, Table 1.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
build=${1:-$here/../../_build}
mixing=${2:-1}
shapes=${SHAPES:-442x10 1000x100 5000x100 100x1000 100x5000 100x20000 100x50000 1000x5000 100000x50}
repeats=${REPEATS:-3}
ours=$build/tests/bench/bench-compare
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1

glmnet=
if command -v Rscript >/dev/null 2>&1 && Rscript -e 'library(glmnet)' >/dev/null 2>&1; then glmnet=1; fi
sklearn=
if /usr/bin/python3 -c 'import sklearn' >/dev/null 2>&1 && [ "$mixing" != 0 ]; then sklearn=1; fi

echo "| n × p | ρ | ours, ms | our gap | glmnet default, ms | its gap | glmnet ÷ ours | scikit-learn, ms |"
echo "|---|---|---|---|---|---|---|---|"
for shape in $shapes; do
  for rho in 0 0.5 0.95; do
    data=$folder/data
    "$ours" make "${shape%x*}" "${shape#*x}" "$rho" 1 "$data"
    their_time=– their_gap=– sk_time=–
    lambdas=
    if [ -n "$glmnet" ]; then
      their_time=$(Rscript "$here/compare-glmnet.R" "$data" "$mixing" 1e-7 "$repeats" "$folder/fit")
      their_gap=$("$ours" gap "$data" "$mixing" "$folder/fit")
      lambdas=$folder/fit
    fi
    set -- $("$ours" run "$data" "$mixing" "$repeats" $lambdas)
    if [ -n "$sklearn" ]; then
      sk_time=$(/usr/bin/python3 "$here/compare-sklearn.py" "$data" "$mixing" "$repeats")
    fi
    ratio=$(echo "$1 $their_time" | awk '{ if ($2 + 0 > 0) printf "%.1f", $2 / $1; else printf "–" }')
    echo "| $shape | $rho | $1 | $2 | $their_time | $their_gap | $ratio | $sk_time |"
  done
done
