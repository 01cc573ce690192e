import type { DownloadProgram } from '../download-program.ts';
import { quotePosixShell } from '../quoting/quote-posix-shell.ts';

/** Writes the program for a POSIX shell with curl. */
export function renderCurl({ url, signedHeaders, fileName }: DownloadProgram): string {
  const headers = signedHeaders.map(([name, value]) => `\n  --header ${quotePosixShell(`${name}: ${value}`)} \\`);
  const names = signedHeaders.map(([name]) => name).join(', ');
  const remark =
    names === ''
      ? ''
      : `\n# Part of the signature, so OSS refuses the request if one is missing or different: ${names}.`;
  return `#!/bin/sh
# Downloads an object from Alibaba Cloud OSS with a presigned URL. The file appears only when it is complete.
set -eu

# Anyone with this URL can download the object until it expires: treat it like a password.
url=${quotePosixShell(url)}
file=${quotePosixShell(`./${fileName}`)}
part="$file.$$.part"
if [ -d "$file" ]; then
  echo "Download failed: $file is a directory." >&2
  exit 1
fi

trap 'rm -f "$part"' EXIT
trap 'exit 1' HUP INT TERM

# Pass the URL through a pipe: all users of this machine can read the arguments of a command.
# Ignore ~/.curlrc: it may follow redirects, which would send the signed headers to another host.
# curl itself checks that the number of bytes is correct.${remark}
response=$(printf 'url = "%s"\\n' "$url" | curl --disable --config - \\
  --silent --show-error --globoff --path-as-is \\
  --connect-timeout 10 --speed-limit 1 --speed-time 30 \\${headers.join('')}
  --header 'Accept-Encoding: identity' \\
  --output "$part" --dump-header - --write-out 'status %{http_code}')

status=\${response##*status }
if [ "$status" != 200 ]; then
  echo "Download failed: OSS returned status $status." >&2
  exit 1
fi
# Every response of OSS has a request ID. An HTML page without one can be the login page of a network.
has_header() { printf '%s\\n' "$response" | grep -qi "^$1"; }
if has_header 'content-type:.*html' && ! has_header 'x-oss-request-id:'; then
  echo 'Download failed: the response is an HTML page that is not from OSS.' >&2
  exit 1
fi
# curl creates no file for an empty object.
[ -e "$part" ] || : > "$part"
mv -f "$part" "$file"
`;
}
