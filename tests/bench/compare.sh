#!/bin/sh
# Ours against glmnet and scikit-learn on the same files in one go: sh tests/bench/compare.sh [BUILD_FOLDER [TABLE…]]
# Tables: lasso, net (mixing 0.5), ridge, equal (glmnet with a tight threshold until its gap is what we demand of
# ourselves), special (columns that data have and timing designs have not). All of them when none is named.
#
# Prints Markdown: milliseconds for the whole path, the ratio, and the worst relative duality gap of each, computed by
# the same code from the coefficients and the raw data. The runs of all take turns, and the fastest of each counts.
# Peers that are not installed are left out. The environment may narrow it down: SHAPES="1000x100 …", RHOS="0 0.95",
# PEERS=glmnet, and ROUNDS for how many turns.
# The design is that of Friedman, Hastie, Tibshirani 2010, Table 1.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
build=${1:-$here/../../_build}
[ $# -gt 0 ] && shift
tables=${*:-lasso net ridge equal special}
rounds=${ROUNDS:-3}
demand=1e-9
ours=$build/tests/bench/bench-compare
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1

wanted () { case " ${PEERS:-glmnet sklearn} " in *" $1 "*) true ;; *) false ;; esac; }
glmnet=
if wanted glmnet && command -v Rscript >/dev/null 2>&1 && Rscript -e 'library(glmnet)' >/dev/null 2>&1; then glmnet=1; fi
sklearn=
for python in python3 /usr/bin/python3; do
  if wanted sklearn && "$python" -c 'import sklearn' >/dev/null 2>&1; then sklearn=$python; break; fi
done

less () { awk "BEGIN { exit !($1 < $2) }"; }
least () { if less "$1" "$2"; then echo "$1"; else echo "$2"; fi; }
ratio () { awk "BEGIN { if ($1 < 1e90) printf \"%.1f\", $1 / $2; else printf \"–\" }"; }
shown () { if [ "$1" = 1e99 ]; then echo –; else echo "$1"; fi; }

# cell LABEL MIXING THRESHOLD: times everybody on $folder/data and prints a row.
cell () {
  our_time=1e99 their_time=1e99 sk_time=1e99 our_gap=– their_gap=– lambdas=
  turn=0
  while [ $turn -lt "$rounds" ]; do
    turn=$((turn + 1))
    if [ -n "$glmnet" ]; then
      their_time=$(least "$(Rscript "$here/compare-glmnet.R" "$folder/data" "$2" "$3" 2 "$folder/fit")" "$their_time")
      lambdas=$folder/fit
    fi
    # shellcheck disable=SC2086
    set -- "$1" "$2" "$3" $("$ours" run "$folder/data" "$2" 2 $lambdas)
    our_time=$(least "$4" "$our_time") our_gap=$5
    if [ -n "$sklearn" ] && [ "$2" != 0 ] && [ "$3" = 1e-7 ]; then
      sk_time=$(least "$("$sklearn" "$here/compare-sklearn.py" "$folder/data" "$2" 2)" "$sk_time")
    fi
  done
  [ -z "$glmnet" ] || their_gap=$("$ours" gap "$folder/data" "$2" "$folder/fit")
  echo "| $1 | $our_time | $our_gap | $(shown "$their_time") | $their_gap | $(ratio "$their_time" "$our_time") |" \
       "$(shown "$sk_time") |"
}

head () {
  printf '\n%s\n\n| n × p | %s | ours, ms | our gap | glmnet, ms | its gap | glmnet ÷ ours | scikit-learn, ms |\n' "$1" "$2"
  echo "|---|---|---|---|---|---|---|---|"
}

# grid TITLE MIXING SHAPE…: glmnet as it comes.
grid () {
  mixing=$2
  head "$1" ρ
  shift 2
  for shape in ${SHAPES:-$@}; do
    for rho in ${RHOS:-0 0.5 0.95}; do
      "$ours" make "${shape%x*}" "${shape#*x}" "$rho" 1 "$folder/data"
      cell "$shape | $rho" "$mixing" 1e-7
    done
  done
}

# tight: the loosest threshold at which glmnet's gap is what we demand, or where it comes no nearer.
tight () {
  last=1
  for threshold in 1e-9 1e-11 1e-13 1e-15 1e-17 1e-19 1e-21; do
    Rscript "$here/compare-glmnet.R" "$folder/data" 1 $threshold 1 "$folder/fit" >/dev/null
    gap=$("$ours" gap "$folder/data" 1 "$folder/fit")
    if less "$gap" $demand || ! less "$gap" "$last"; then break; fi
    last=$gap
  done
  echo $threshold
}

shapes="442x10 1000x100 5000x100 100x1000 100x5000 100x20000 100x50000 1000x5000 100000x50"
for table in $tables; do
  case $table in
  lasso) grid "Lasso, glmnet's default threshold" 1 $shapes ;;
  net) grid "Elastic net, mixing 0.5, glmnet's default threshold" 0.5 $shapes ;;
  ridge) grid "Ridge, glmnet's default threshold" 0 442x10 100x1000 1000x100 1000x5000 200x20000 100000x50 ;;
  equal)
    [ -n "$glmnet" ] || continue
    head "Lasso at equal gap: glmnet with the loosest threshold that reaches $demand, or comes no nearer" "ρ, threshold"
    for shape in ${SHAPES:-442x10 1000x100 5000x100 100x1000 100x5000 1000x5000}; do
      for rho in ${RHOS:-0.5 0.95}; do
        "$ours" make "${shape%x*}" "${shape#*x}" "$rho" 1 "$folder/data"
        threshold=$(tight)
        cell "$shape | $rho, $threshold" 1 "$threshold"
      done
    done ;;
  special)
    head "Lasso on columns as data have them, glmnet's default threshold" columns
    for shape in ${SHAPES:-500x200 100x2000}; do
      # Neighbours correlated by 0.95; exact copies; 0, 1, 2 as genotypes; one-hot codes of factors.
      for kind in neighbours duplicates counts factors; do
        "$ours" make "${shape%x*}" "${shape#*x}" "$kind" 1 "$folder/data"
        cell "$shape | $kind" 1 1e-7
      done
    done ;;
  *) echo "compare.sh: no table is called $table" >&2; exit 1 ;;
  esac
done
