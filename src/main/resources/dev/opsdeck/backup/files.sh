# How a backup of a folder or of files takes the place of what is there. It is unpacked beside it; then both change
# names. What is there says how far it came, so that each act may be begun again after it was cut off.
#
# A folder that something is mounted at cannot be renamed: there, what is in it changes its place, entry by entry, and
# what is put aside lies in it under a hidden name. A file that is mounted is written into.
#
# usage: files.sh ACT RUN KIND ARGUMENT PATH...     KIND is folder or files; PATHs are from / on
set -u
act=$1 run=$2 kind=$3 argument=$4
shift 4

die() {
  echo "$*" >&2
  exit 1
}

there() { [ -e "$1" ] || [ -L "$1" ]; }

is_mounted() {
  [ -r /proc/self/mountinfo ] || return 1
  while read -r _ _ _ _ point _; do
    if [ "$point" = "$1" ]; then return 0; fi
  done </proc/self/mountinfo
  return 1
}

names() {
  base=${1##*/}
  beside=${1%/*}/
  inside=no
  if [ "$kind" = folder ] && is_mounted "$1"; then
    inside=yes
    new=$1/.opsdeck-restore-$run
    ready=$1/.opsdeck-ready-$run
    aside=$1/.opsdeck-before-$run
    gone=$1/.opsdeck-withdrawn-$run
    back=$1/.opsdeck-back-$run
  else
    new=$beside.opsdeck-restore-$run-$base
    aside=$beside${base}_before_$run
    gone=$beside${base}_withdrawn_$run
  fi
}

# Where it is unpacked first: on the same file system as what it is to replace.
stage() {
  names "$1"
  if [ "$inside" = yes ]; then stage=$1/.opsdeck-unpack-$run; else stage=$beside.opsdeck-unpack-$run; fi
}

# All that is in a folder, but for opsdeck's own and what the file system keeps there.
move_all() {
  for entry in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    case ${entry##*/} in .opsdeck-* | lost+found) continue ;; esac
    if there "$entry"; then mv -f "$entry" "$2/" || die "$entry could not be moved to $2"; fi
  done
}

# The argument is the size of the archive, which comes in by the standard input: not every engine says where that ends.
unpack() {
  stage "$1"
  sweep "$@"
  mkdir -p -m 700 "$stage" || die "$stage could not be made"
  head -c "$argument" | tar -C "$stage" -xpf - || die "not all of it could be unpacked to $stage"
}

# The unpacked is the one that was backed up.
ready() {
  stage "$1"
  for path; do
    names "$path"
    there "$stage$path" || die "the backup does not hold $path"
    rm -rf "$new"
    # What an earlier restore had put aside in there when the backup was taken.
    if [ "$kind" = folder ]; then rm -rf "$stage$path"/.opsdeck-*; fi
    mv "$stage$path" "$new" || die "$new could not be made"
  done
  rm -rf "$stage"
}

sweep() {
  stage "$1"
  rm -rf "$stage"
  for path; do
    names "$path"
    rm -rf "$new"
  done
}

# unpacked: all of it waits beside; swapped: it is in place; between: it is neither here nor there; nothing.
state() {
  stage "$1"
  waits=0 came=0
  for path; do
    names "$path"
    if there "$new"; then
      waits=$((waits + 1))
      if [ "$kind" = folder ] && there "$aside"; then came=-1; fi
    elif [ "$inside" = yes ] && there "$ready"; then
      came=-1
    elif there "$path"; then
      came=$((came + 1))
    fi
  done
  if there "$stage"; then
    echo nothing
  elif [ "$waits" = $# ] && [ "$came" = 0 ]; then
    echo unpacked
  elif [ "$came" = $# ]; then
    echo swapped
  elif [ "$waits" = 0 ] && [ "$came" = 0 ]; then
    echo nothing
  else
    echo between
  fi
}

# A line for each path that is not there.
missing() {
  for path; do there "$path" || echo "$path"; done
}

# Writes into what cannot be replaced because it is mounted by itself.
put() {
  mv -f "$1" "$2" 2>/dev/null || { cat "$1" >"$2" && rm -f "$1"; } || die "$2 could not be replaced"
}

swap() {
  for path; do
    names "$path"
    if [ "$inside" = yes ]; then
      if there "$new"; then
        [ -d "$aside" ] || mkdir -m 700 "$aside" || die "$aside could not be made"
        move_all "$path" "$aside"
        mv "$new" "$ready" || die "$ready could not be made"
      fi
      if there "$ready"; then
        move_all "$ready" "$path"
        rm -rf "$ready"
      fi
    elif there "$new"; then
      if [ "$kind" = folder ]; then
        if there "$path"; then
          there "$aside" && die "somebody has made $path anew; what it was before is $aside"
          mv "$path" "$aside" || die "$path could not be moved to $aside"
        fi
        mv "$new" "$path" || die "$new could not be moved to $path"
      else
        if there "$path" && ! there "$aside"; then
          cp -pP "$path" "$aside.part" && mv "$aside.part" "$aside" || die "$path could not be kept as $aside"
        fi
        put "$new" "$path"
      fi
    fi
  done
}

# The argument has a line for each path that was not there before.
back() {
  for path; do
    names "$path"
    if [ "$inside" = yes ]; then
      back_inside "$path"
    elif there "$aside"; then
      if [ "$kind" = folder ]; then
        if there "$path"; then
          there "$gone" && die "$path and $gone are both there"
          mv "$path" "$gone" || die "$path could not be moved to $gone"
        fi
        mv "$aside" "$path" || die "$aside could not be moved to $path"
      else
        put "$aside" "$path"
      fi
    elif was_missing "$path" && ! there "$new" && there "$path"; then
      if [ "$kind" = folder ]; then
        mv "$path" "$gone" || die "$path could not be moved to $gone"
      else
        rm -f "$path"
      fi
    fi
  done
}

was_missing() {
  case "
$argument
" in *"
$1
"*) return 0 ;; esac
  return 1
}

back_inside() {
  if there "$new"; then
    if there "$aside"; then
      move_all "$aside" "$1"
      rmdir "$aside"
    fi
    return
  fi
  if there "$aside"; then
    [ -d "$gone" ] || mkdir -m 700 "$gone" || die "$gone could not be made"
    move_all "$1" "$gone"
    if there "$ready"; then
      move_all "$ready" "$gone"
      rm -rf "$ready"
    fi
    mv "$aside" "$back" || die "$back could not be made"
  fi
  if there "$back"; then
    move_all "$back" "$1"
    rmdir "$back"
  fi
}

# What it was before is not wanted any more.
drop() {
  for path; do
    names "$path"
    rm -rf "$aside"
  done
}

# Where what was there before is.
kept() {
  for path; do
    names "$path"
    if there "$aside"; then echo "$aside"; fi
  done
}

# Where what was in place for a while is.
withdrawn() {
  for path; do
    names "$path"
    if there "$gone"; then echo "$gone"; fi
  done
}

case $act in
  unpack | ready | sweep | state | missing | swap | back | drop | kept | withdrawn) "$act" "$@" ;;
  *) die "there is no act $act" ;;
esac
