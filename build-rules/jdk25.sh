# Sourced by ./junction and ./dev: finds a JDK 25 and puts its folder into JDK25.
# Looked at in order: $JUNCTION_JAVA_HOME, $JAVA_HOME, the java on the PATH, the usual folders.

is_jdk25() {
  [ -x "$1/bin/java" ] && [ -f "$1/release" ] && grep -q '^JAVA_VERSION="25[".+]' "$1/release"
}

find_jdk25() {
  local candidate on_path
  on_path=$(command -v java 2>/dev/null) && on_path=$(readlink -f "$on_path") &&
    on_path=${on_path%/bin/java}
  for candidate in \
    "${JUNCTION_JAVA_HOME:-}" "${JAVA_HOME:-}" "${on_path:-}" \
    /usr/lib/jvm/*25* /usr/java/*25* /opt/*jdk*25* /opt/java/*25* \
    "$HOME"/.sdkman/candidates/java/25* "$HOME"/.jdks/*25* \
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home \
    /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home; do
    if [ -n "$candidate" ] && is_jdk25 "$candidate"; then
      JDK25=$candidate
      return 0
    fi
  done
  echo "Junction needs a JDK 25 and found none: install one (for example Temurin 25) or set JUNCTION_JAVA_HOME to it." >&2
  return 1
}
