/** The section about random schedules. */
export const schedulesSection = `## Random schedules

A seed determines a schedule: an object of 0 to 40 MiB, the options of the download (streams, part size, threads, transport, pin,
the action on a change, URL renewal, consecutive failures, rate limit, kept checksums), and up to five faults, each with its parameters
and the requests that it affects. The schedule runs in one process against \`local-oss\`, with short timeouts. If it fails, the faults are
removed, and it runs again with other options and the default timeouts. A schedule fails if one of these is true:

- A file at the destination differs from the object, or a failed run left a file there. If a fault hides the CRC-64, a warning that
  the file is not verified is enough.
- A run takes more than 2 minutes, although its timeouts are 600 ms.
- An error is not an \`OssError\`, or nothing handles it. One bug of Node's \`fetch\` is excepted: it may throw uncaught if a connection ends
  while its reader is slow ([undici 5360](https://github.com/nodejs/undici/issues/5360)).
- The first run sends more requests than one per part, plus the requests that work stealing may add, plus two per failed request.
- A request fails or is repeated, although the only fault is that the server closes its connections after each response.
- The signature of a URL or the secret of the account appears in an event, an error or the journal, in any printed form.
- The next run does not find bytes that a progress event reported as durable, without a reason to drop them.
- The next run does not finish, or leaves its workspace behind.
- A host with an untrusted certificate receives a request.

A quarter of the schedules use HTTPS: a TLS server in front of \`local-oss\`, whose certificate the download trusts through the option \`ca\`.
In some of them, the connection is a tunnel through a CONNECT proxy. Most of these downloads have a rate limit that makes them slow
readers, and in most of them the server closes its connections after each response, with or without close_notify. A relay in front of
the TLS server adds faults to encrypted bytes: from a byte on, in a handshake or within a record, a connection is reset, closed or
stalled; or one byte is damaged; or from a connection on, the certificate is another one, for the same host but not trusted. These
schedules have no other transport, because the option \`ca\` does not apply to those.

Streams run concurrently, so the same seed does not always give the same order of requests. The schedules have found these bugs: a
login page and a bare 416 were accepted as the object; the printed cause of an error contained a signature; a first response stalled
forever with \`fetch\`; and after a resume, bytes from a server without ranges overwrote verified bytes.`;

/** The section about kills. */
export const killsSection = `## Kills

The lab kills \`ossferry get\` of 96 MiB with \`kill -9\` at random moments and restarts it until the file is complete. Then it continues
with the next file. Each file is compared byte for byte at the end.

The loss per kill is measured in the killed program. It is stopped first (\`SIGSTOP\`). The bytes that its server handed to the kernel,
minus the unread bytes in the kernel's queues (\`/proc/net/tcp\`), are the bytes that the program has read. The bytes that the next run
finds intact, minus those from before, are the bytes that it kept. The difference must be downloaded again. The limit is 2 MiB per kill
and stream: a stream collects 1 MiB before it writes, and the record of the previous piece may not yet be in the journal.`;
