import type { DownloadProgram } from '../download-program.ts';
import { quotePosixShell } from '../quoting/quote-posix-shell.ts';

/** Writes the program for a POSIX shell with curl. */
export function renderCurl({ url, signedHeaders, fileName }: DownloadProgram): string {
  const headers = signedHeaders.map(([name, value]) => `\n  --header ${quotePosixShell(`${name}: ${value}`)} \\`);
  const names = signedHeaders.map(([name]) => name).join(', ');
  const remark = names === '' ? '' : `\n# Part of the signature, so that OSS wants exactly these: ${names}.`;
  return `#!/bin/sh
# Downloads one object from Alibaba Cloud OSS through a presigned URL: whole, or not at all.
set -eu

# Whoever has this URL can download the object until it expires: keep it like a password.
url=${quotePosixShell(url)}
file=${quotePosixShell(`./${fileName}`)}
part="$file.$$.part"

trap 'rm -f "$part"' EXIT
trap 'exit 1' HUP INT TERM

# The URL goes through a pipe, since everybody on this machine can read the arguments of a command.
# curl itself checks that as many bytes arrive as OSS announced.
# A ~/.curlrc is not read: it may follow redirects, which would take the signed headers elsewhere.${remark}
answer=$(printf 'url = "%s"\\n' "$url" | curl --disable --config - \\
  --silent --show-error --globoff --path-as-is \\
  --connect-timeout 10 --speed-limit 1 --speed-time 30 \\${headers.join('')}
  --header 'Accept-Encoding: identity' \\
  --output "$part" --dump-header - --write-out 'status %{http_code}')

status=\${answer##*status }
if [ "$status" != 200 ]; then
  echo "Download failed: OSS answered $status." >&2
  exit 1
fi
# The page of a network that wants a login, for example. Whatever comes from OSS has a request ID.
has() { printf '%s\\n' "$answer" | grep -qi "$1"; }
if has '^content-type:.*html' && ! has '^x-oss-request-id:'; then
  echo 'Download failed: the answer is an HTML page that is not from OSS.' >&2
  exit 1
fi
# curl writes no file for an empty object.
[ -e "$part" ] || : > "$part"
mv -f "$part" "$file"
`;
}
