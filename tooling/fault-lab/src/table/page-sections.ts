/** What the page says about the random schedules. */
export const schedulesSection = `## Random schedules

A schedule follows from its seed: an object of 0 to 40 MiB, options of the download (streams, part size, threads, transport, pin,
what to do on a change, whether the URL can be renewed, how many failures in a row), and one to four troubles, each with the
requests that it hits and its numbers. It runs in one process against \`local-oss\` with short clocks; then the faults are lifted
and the same download runs again with the usual clocks. Broken is a schedule in which

- a file at the destination is not the object, byte for byte, or a failed run left any file there;
- a run does not end within 2 minutes, though its clocks are 600 ms;
- a failure is not an \`OssError\`, or a rejection is not handled;
- the first run sends more requests than one a part, plus what work stealing may add, plus two for every failed one;
- the signature of a URL or the secret of the account is in an event, an error or the journal, however it is printed;
- bytes that a progress event called durable are not found by the next run, with no reason to drop them;
- the next run does not finish, or leaves its workspace behind.

Streams race, so that the same seed does not give the same order of requests each time. What the schedules have found: a login page
and a bare 416 that were taken for the object, a signature in the printed cause of an error, a first answer that stalled for ever
over \`fetch\`, and a server without ranges whose bytes, after a resume, were written over verified ones.`;

/** What the page says about the kills. */
export const killsSection = `## Kills

\`ossferry get\` of 96 MiB is killed with \`kill -9\` at random moments, started again, and so on until the file is whole; then the next
file. Each is compared byte for byte in the end. What a kill costs is counted on the side of the killed program: it is stopped
first (\`SIGSTOP\`), what its service handed to the kernel is taken, and what lies unread in the kernel's queues is taken off
(\`/proc/net/tcp\`). The rest is what the program had read. What the next run finds intact, less what was there before, is what it
kept; the difference is what it fetches again. The limit is 2 MiB per kill and stream: a stream gathers 1 MiB before it writes, and
the record of the piece before may be on its way to the journal.`;
