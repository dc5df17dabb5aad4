# shellcheck shell=sh
# shellcheck disable=SC2154 # home, machine and fail are those of ../huiyin, which reads this file in a clone
# Builds what is missing; sets app to the directory of what is to be run.

# What is built, where, and by which options: what is run here, or a package's contents for another machine.
made=quick
options=-Dhuiyin.quick
if [ "${1:-}" = package ]; then
    platform=$machine
    named=false
    for word in "$@"; do
        case $word in
        -h | --help) platform= && break ;;
        --platform) named=true ;;
        --platform=*) platform=${word#*=} ;;
        *) $named && platform=$word && named=false ;;
        esac
    done
    case $platform in
    linux-x64 | linux-arm64)
        made=package/$platform
        options="$options -Dhuiyin.platform=$platform"
        app=$home/bot/target/package/$platform/app
        ;;
    '') ;;
    "$machine") fail "there are packages for linux-x64 and linux-arm64, and this machine is $machine: say --platform" 2 ;;
    *) fail "there are packages for linux-x64 and linux-arm64, and none for $platform" 2 ;;
    esac
fi

# Prints something when the application is missing or older than what it is made of.
stale() {
    for stamp in "$app/.complete" "$app/huiyin-bot.jar"; do
        if [ -f "$stamp" ] && [ -f "$app/huiyin-bot.jar" ] && [ -d "$app/lib" ]; then
            newer=$(find "$home/pom.xml" "$home"/*/pom.xml "$home"/*/src/main \
                "$home/config/texts" "$home/config/words" "$home/config/calendars" "$home/config/policy" -newer "$stamp" 2>/dev/null | head -n 1)
            [ -n "$newer" ] || return 0
        fi
    done
    echo stale
}

# The address of the user's mirror of Maven Central, so that Maven itself is fetched from there too.
mirror() {
    settings=${HOME:-/nowhere}/.m2/settings.xml
    [ -r "$settings" ] || return 0
    tr '\n\r\t' '   ' <"$settings" | awk '
        {
            while ((at = index($0, "<!--")) > 0 && (rest = index(substr($0, at), "-->")) > 0)
                $0 = substr($0, 1, at - 1) substr($0, at + rest + 2)
            count = split($0, blocks, "<mirror>")
            for (i = 2; i <= count; i++) {
                block = blocks[i]; sub(/<\/mirror>.*/, "", block)
                of = block; sub(/.*<mirrorOf>[ ]*/, "", of); sub(/[ ]*<\/mirrorOf>.*/, "", of)
                url = block; sub(/.*<url>[ ]*/, "", url); sub(/[ ]*<\/url>.*/, "", url); sub(/\/+$/, "", url)
                n = split(of, names, /[ ]*,[ ]*/)
                hit = 0
                for (j = 1; j <= n; j++) {
                    if (names[j] == "central" || names[j] == "*" || names[j] == "external:*") hit = 1
                    if (names[j] == "!central") { hit = 0; break }
                }
                if (hit && url ~ /^https?:/ && url !~ /\$/) { print url; exit }
            }
        }'
}

# One builder at a time: the second waits for the first, and then finds nothing to do.
lock=$home/bot/target/.building
unlock() {
    rm -rf "$lock"
}
take_lock() {
    mkdir -p "$home/bot/target" 2>/dev/null
    [ -w "$home/bot/target" ] ||
        fail "Huiyin must be built first, and $(id -un) may not write to $home: build as its owner, or copy it to a directory of your own"
    waited=
    until mkdir "$lock" 2>/dev/null; do
        builder=$(cat "$lock/pid" 2>/dev/null)
        if [ -z "$waited" ]; then
            echo "Waiting for another huiyin that is building …"
        elif [ -z "$builder" ] || { ! kill -0 "$builder" 2>/dev/null && [ ! -d "/proc/$builder" ]; }; then
            # Its builder was killed; it has had a second to write its number.
            unlock
        fi
        waited=yes
        sleep 1
    done
    echo $$ >"$lock/pid"
}

build() {
    if [ -n "${JAVA_HOME:-}" ]; then
        [ -x "$JAVA_HOME/bin/javac" ] || fail "JAVA_HOME is $JAVA_HOME, where there is no javac: building needs a JDK, not a JRE"
    else
        command -v javac >/dev/null || fail "no javac found: building needs a JDK 17 or newer, not a JRE"
    fi
    if [ -z "${MVNW_REPOURL:-}" ]; then
        MVNW_REPOURL=$(mirror)
        if [ -n "$MVNW_REPOURL" ]; then export MVNW_REPOURL; else unset MVNW_REPOURL; fi
    fi
    echo "Building Huiyin (first time: a few minutes) …"
    log=$home/bot/target/build.log
    # What an earlier build left of files that are gone since; and what a running service has open must not change under it.
    rm -rf "$home"/*/target/"$made" "$before"
    [ ! -d "$app" ] || mv "$app" "$before"
    # shellcheck disable=SC2086 # several options in one variable, on purpose
    (cd -- "$home" && exec ./mvnw -B -q -ntp $options -pl bot -am package) >"$log" 2>&1 </dev/null &
    builder=$!
    trap 'kill "$builder" 2>/dev/null; give_up; exit 130' INT
    trap 'kill "$builder" 2>/dev/null; give_up; exit 143' TERM HUP
    while [ -t 2 ] && kill -0 "$builder" 2>/dev/null; do
        printf . >&2
        sleep 2
    done
    wait "$builder"
    built=$?
    if [ -t 2 ]; then echo >&2; fi
    if [ $built -ne 0 ]; then
        why=$(grep -v -e '^\[ERROR\] *$' -e 'COMPILATION ERROR' "$log" | head -n 1 | sed 's/^\[ERROR\] //' | cut -c 1-300)
        give_up
        fail "the build failed: ${why:-no reason given} (all of it: $log)"
    fi
    : >"$app/.complete"
    rm -rf "$before"
    trap - INT TERM HUP
}

before=$app.before
give_up() {
    rm -rf "$app"
    [ ! -d "$before" ] || mv "$before" "$app"
    unlock
}

# A package is always made from the start, so that two are the same.
if [ "$made" != quick ] || [ -n "$(stale)" ]; then
    take_lock
    # Another one may have built while we waited.
    if [ "$made" != quick ] || [ -n "$(stale)" ]; then
        build
    fi
    unlock
fi
