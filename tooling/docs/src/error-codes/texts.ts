/** Why a code is thrown, and what to do about it: one or two sentences each. */
export type CodeText = readonly [code: string, cause: string, fix: string];

/** The codes of one phase, or of one other place. */
export interface CodeGroup {
  readonly title: string;
  /** What the codes of this group have in common. */
  readonly about: string;
  readonly codes: readonly CodeText[];
}

/** Every code that the packages name, by the phase in which it comes up. A test holds this list against the sources. */
export const codeGroups: readonly CodeGroup[] = [
  {
    title: 'Config',
    about: 'Options or input that cannot work. Nothing was signed or sent.',
    codes: [
      [
        'ConflictingEndpoints',
        'More than one of `useInternalEndpoint`, `useDualStackEndpoint` and `useAccelerateEndpoint` is on.',
        'Choose one.',
      ],
      [
        'ConflictingRegions',
        'The region is not the one that the endpoint names.',
        'Give the bucket’s own region, and its endpoint or none.',
      ],
      [
        'DuplicateCustomDomain',
        'A bucket has two custom domains, or a domain two buckets.',
        'Give one domain for each bucket, and one bucket for each domain.',
      ],
      [
        'EncodingSigned',
        'The URL is signed for a compressed answer, whose length is not the one of the object.',
        'Presign with `accept-encoding: identity`, or without it.',
      ],
      [
        'HeaderForbidden',
        'The URL was signed with a header that browsers do not let pages send.',
        'Presign it without this header.',
      ],
      [
        'HeadersNotPossible',
        'The URL was signed with headers, and a link cannot send any.',
        'Presign without them, or use `download()`.',
      ],
      [
        'InvalidAuthority',
        'The text of the certificate authorities is not PEM.',
        'Give it as it stands in a `.pem` file, from BEGIN CERTIFICATE to END CERTIFICATE.',
      ],
      [
        'InvalidBody',
        'The body is none of: string, `Uint8Array`, `Blob`, a function that opens a stream.',
        'Give `() => openTheStream()`: a stream can be read once, and a retry needs it again.',
      ],
      [
        'InvalidBucketName',
        'The bucket is missing, or is no name that OSS gives to buckets.',
        'Give 3 to 63 characters of `a-z`, `0-9` and `-`.',
      ],
      [
        'InvalidCustomDomain',
        'The custom domain has a path, is an IP address or one of OSS’s own hosts, or is no host name.',
        'Give scheme (or none), host and port (or none).',
      ],
      [
        'InvalidDestination',
        'The destination does not name a file, or has a name that downloads keep for themselves (`x.ossferry`).',
        'Give the path of a file, under another name.',
      ],
      [
        'InvalidEndpoint',
        'The endpoint is malformed, or has the bucket in front, which would stand there twice; or a plugin gave one that makes no URL.',
        'Give the host without the bucket; from a plugin, a `baseUrl` without a path and a percent-encoded `path`.',
      ],
      [
        'InvalidFileName',
        'The file name is empty, or holds what no disk takes.',
        'Give the name under which the download is to be saved.',
      ],
      [
        'InvalidHeader',
        'A header’s name or value cannot be sent: it is empty, has a line break, blanks around it, or characters beyond ASCII, or it belongs to the connection (`transfer-encoding`).',
        'Leave it out when it is empty; percent-encode other characters.',
      ],
      [
        'InvalidItem',
        'An item of a list of downloads lacks its source or its destination, or says something impossible about its object.',
        'Correct the field that the message names.',
      ],
      [
        'InvalidLifetime',
        'The lifetime is zero, negative, not finite, shorter than the signing window, or longer than 7 days with V4.',
        'Give `expires` in seconds from 1 to 604800, or an `expiration` ahead of now.',
      ],
      [
        'InvalidObjectName',
        'The key is missing, longer than 1024 bytes, or not valid Unicode.',
        'Give 1 to 1023 bytes of UTF-8.',
      ],
      ['InvalidOption', 'An option has a value that it cannot have.', 'Read what the message says of it.'],
      [
        'InvalidParameter',
        'A query parameter is malformed, stands there twice, or belongs to the signature (`x-oss-date`, `Expires`, …); the traffic limit may be in the query or in a header, not in both.',
        'Leave out what signing adds by itself.',
      ],
      [
        'InvalidOssRequest',
        'What was given to `presign`, `send` or a middleware’s `next` is not a request.',
        'Give what `getObject` or another operation builds; from a middleware, a changed copy of its input.',
      ],
      ['InvalidPartNumber', 'The part number is not from 1 to 10000.', 'Number parts from 1 on.'],
      [
        'InvalidPlugin',
        'A plugin does what plugins may not: its `setup` is asynchronous or uses its host later, or what stands in a slot or ring gives nothing.',
        'Correct the plugin; the pages on writing plugins have the rules.',
      ],
      [
        'InvalidProxy',
        'The proxy is not the URL of an HTTP proxy.',
        'Write `http://host:port`, or `http://user:password@host:port` with both percent-encoded.',
      ],
      [
        'InvalidRegion',
        'The region is not an ID such as `cn-hangzhou`.',
        'Give the region of the bucket, without a host name around it.',
      ],
      [
        'InvalidRetryOptions',
        'A number of the retry policy is out of range.',
        'Correct the one that the message names.',
      ],
      ['InvalidSignatureVersion', 'There is no such signature version.', 'Give `v4` or `v1`.'],
      [
        'InvalidUploadId',
        'The upload ID is missing; without it the request would mean something else.',
        'Use the `UploadId` that InitiateMultipartUpload answered.',
      ],
      [
        'InvalidUrl',
        'The text is no http or https URL, lacks a signature, or is signed for another method than GET.',
        'Give the whole presigned URL; in quotes, when it comes from a shell.',
      ],
      [
        'KeyNotFetchable',
        'The key has a `.` or `..` segment, which this client takes out of every URL.',
        'Use a client that sends the path as it is (`curl --path-as-is`), or rename the object.',
      ],
      ['MethodNotGet', 'The URL is signed for another method, not for a download.', 'Presign `getObject`.'],
      ['MissingEndpoint', '`useCname` is on, but there is no `endpoint`.', 'Give the custom domain as `endpoint`.'],
      [
        'MissingRegion',
        'The region is missing, and the endpoint does not tell it.',
        'Give `region`, `cn-hangzhou` for example; on the command line `--region` or `OSS_REGION`.',
      ],
      [
        'NoSinkFits',
        'The object is larger than what may go into memory, or what should take it is not there.',
        'Use `toOpfs()` or `toPickedFile()`; where neither exists, `downloadWithAnchor()`, which verifies nothing.',
      ],
      [
        'NotPresignable',
        'OSS gives no presigned URLs for this operation.',
        'Use one of the seven that the message lists.',
      ],
      ['RangeSigned', 'The URL is signed for a range of the object.', 'Presign without a range.'],
      [
        'ServiceWorkerOutdated',
        'The service worker that is active is of another version of `@ossferry/downloader-browser` than the page.',
        'Try again when the newer one is active, for which the browser was asked to look; let yours call `skipWaiting()`. A page that is the older one has to be reloaded.',
      ],
      [
        'ServiceWorkerSilent',
        'The service worker that was to save the file did not begin.',
        'Let it import `@ossferry/downloader-browser/service-worker`, and let `frame-src` of the page allow its own origin.',
      ],
      ['SlotTaken', 'Two plugins fill the same slot.', 'Leave one of them out, or let one wrap the slot.'],
      [
        'ThreadFailed',
        'A thread or worker of the download could not be started, or ended unexpectedly.',
        'In a page, check that the worker’s script is served and that `worker-src` allows it; `threads: 0` does without.',
      ],
      ['UnknownLanguage', 'There are no programs in this language.', 'Choose one of those that the message lists.'],
      ['UnknownRing', 'A plugin names a ring that does not exist.', 'There are `presign`, `call` and `attempt`.'],
      [
        'UnknownSlot',
        'A plugin names a slot that does not exist.',
        'There are `endpoint`, `credentials`, `signer`, `retry` and `transport`.',
      ],
      [
        'UnsupportedPlugin',
        'A plugin is made for another version of the plugin contract.',
        'Install versions that fit together.',
      ],
      [
        'UrlTooLong',
        'A text of more than 65 536 characters was to be read as a URL.',
        'Give the URL alone, without the text that it stands in.',
      ],
    ],
  },
  {
    title: 'Credentials',
    about:
      'Nobody can sign, or a source of credentials failed. Codes marked _absent_ let a chain ask its next source; all others stop it.',
    codes: [
      [
        'AnswerTooLarge',
        'A service answered more than 64 KiB.',
        'Check the address: it is not a service of credentials.',
      ],
      [
        'ChainExhausted',
        'No source of the chain has credentials.',
        'Set up one of them; `ossferry credentials` says why each has none.',
      ],
      [
        'ChainStopped',
        'A source of the chain is there, but broken.',
        'Mend that source, or leave it out with `order`: the chain does not go on as somebody else.',
      ],
      [
        'CredentialsExpired',
        'The security token has ended, or ends before the URL was required to.',
        'Fetch new temporary credentials; a source that renews does it by itself.',
      ],
      [
        'CredentialsFailed',
        'The function that gives the credentials threw an error, which the message repeats without its secrets.',
        'Look at that function: its error is not passed on.',
      ],
      [
        'CredentialsIncomplete',
        'Half a pair: one variable of a family is set and another is not.',
        'Set the one that is missing, or unset the others.',
      ],
      [
        'CredentialsUnusable',
        '`ossferry doctor` found that the credentials cannot sign.',
        'Follow the line of the table that says so.',
      ],
      [
        'Disabled',
        'A source is switched off by the environment. _Absent._',
        'Unset the variable that the message names, if it was not meant.',
      ],
      ['FileUnsafe', 'A file of credentials is no regular file, or others can write it.', '`chmod 600` it.'],
      [
        'InvalidAnswer',
        'A service answered something that is not a pair of keys.',
        'Look at what the URI, STS or the metadata answers.',
      ],
      [
        'InvalidCredentials',
        'The pair cannot sign: a part is missing, empty or has blanks, or the end is no date.',
        'Check the source; for anonymous access give `null`.',
      ],
      [
        'InvalidFile',
        'A file of credentials is not in its format.',
        'Mend the line that the message names, or write it anew with the tool it belongs to.',
      ],
      [
        'InvalidProcessOutput',
        'The program printed something that is not credentials.',
        'Let it print JSON in the dialect of the CLI or of the OSS tools.',
      ],
      ['InvalidProfile', 'A profile lacks what its mode needs.', 'Complete it with the tool it belongs to.'],
      [
        'InvalidToken',
        'The OpenID Connect token or SAML response is empty or far too long.',
        'Look at the file or function that gives it.',
      ],
      ['LoginExpired', 'The sign-in of the profile has ended.', 'Sign in again with the CLI that the message names.'],
      [
        'MetadataUnreachable',
        'There is no instance metadata: this is not an ECS instance. _Absent._',
        'Elsewhere, set `ALIBABA_CLOUD_ECS_METADATA_DISABLED=true`, which saves the wait.',
      ],
      [
        'MissingCredentials',
        'Nothing says who signs.',
        'Give `credentials`: a source such as `fromEnv()`, a pair, or `null` for anonymous access.',
      ],
      [
        'ModeUnsupported',
        'The profile has a mode that cannot sign for OSS.',
        'Choose another profile, or another mode.',
      ],
      ['NoRoleAttached', 'The ECS instance has no role.', 'Attach a RAM role to the instance.'],
      ['NotConfigured', 'Nothing is set up for this source. _Absent._', 'Set what the message names.'],
      [
        'ProcessFailed',
        'The program of the credentials could not be started, or failed.',
        'Run it by hand; its standard error is not shown here.',
      ],
      [
        'ProcessTimeout',
        'The program did not end in time.',
        'Run it by hand; raise its time limit if it is slow by nature.',
      ],
      [
        'ProfileCycle',
        'Profiles name each other in a circle, or too many in a row.',
        'Let the last one have keys of its own.',
      ],
      [
        'ProfileNotFound',
        'There is no such profile. _Absent_, unless it was named.',
        'Choose one of those that the message lists.',
      ],
      ['RequestFailed', 'A service of credentials cannot be reached.', 'Check network, proxy and address.'],
      [
        'RequestRefused',
        'A service of credentials refused; `ossCode` is its own code.',
        'Check the role, its trust policy and the permission `sts:AssumeRole`.',
      ],
      ['RequestTimeout', 'A service of credentials did not answer in time.', 'Try again; check the network.'],
      [
        'SecretWrong',
        'STS says that the signature is wrong, and what it signed is what we signed: the secret is wrong.',
        'Copy the secret anew, without blanks or line breaks.',
      ],
      [
        'SignatureMismatch',
        'STS signed something else than we did: something changed the request on its way.',
        'Look for a proxy that changes requests.',
      ],
      ['Unknown', 'A source of a chain threw an error without a code.', 'See the message of that source.'],
      [
        'UrlRefused',
        'The URL is not one that secrets may be sent to.',
        'Use https, or http to `127.0.0.1` or `[::1]`.',
      ],
    ],
  },
  {
    title: 'Sign',
    about: 'What was to be signed cannot be signed, or no URL could be had.',
    codes: [
      [
        'InvalidQuery',
        'The query holds half a surrogate pair, or a parameter of the signature.',
        'Check where the text was cut; leave the parameters of the signature out.',
      ],
      ['InvalidSigningTime', 'The signing time is no date from 1970 to 9999.', 'Pass the current time.'],
      [
        'RenewalFailed',
        'The command or service that renews the URL failed, or gave none.',
        'It has to give a URL, or JSON with `url` and `signedHeaders`.',
      ],
      ['SourceFailed', 'The function that makes the URL failed.', 'See the cause.'],
    ],
  },
  {
    title: 'Connect',
    about: 'No answer came.',
    codes: [
      [
        'BodyNotReplayable',
        'The body gave a stream that is in use already.',
        'Give a function that opens a new stream with every call.',
      ],
      [
        'ConnectionFailed',
        'The connection failed, and nobody tells why; browsers never do.',
        'Check network and host; in a browser also the CORS rule, `connect-src`, and blockers.',
      ],
      ['ConnectionRefused', 'The host refuses connections.', 'Check host and port, and that the service runs.'],
      [
        'ConnectionTimeout',
        'The host did not answer in time.',
        'Check that the endpoint can be reached from this network; an internal endpoint cannot from outside.',
      ],
      [
        'CorsRefused',
        'The host can be reached, but the browser refused: no CORS rule of the bucket lets this page ask.',
        'Add the rule that the message names; `corsRule()` prints it.',
      ],
      ['HostNotFound', 'The host is not known to DNS.', 'Check bucket, region and domain in the URL.'],
      [
        'HostUnusable',
        '`ossferry doctor` found that the host cannot be used.',
        'Follow the line of the table that says so.',
      ],
      [
        'InvalidCertificate',
        'The certificate of the host does not hold.',
        'It has to be for this domain and still valid. `ca` or `NODE_EXTRA_CA_CERTS` adds an authority of yours.',
      ],
      ['Offline', 'The device is offline.', 'The download goes on by itself when it is back.'],
      [
        'ProxyRefused',
        'The proxy did not let the request through.',
        'Put user and password into its URL, or name the host in `NO_PROXY`.',
      ],
      [
        'ProxyUnreachable',
        'The proxy does not answer.',
        'Check `HTTP_PROXY` and `HTTPS_PROXY`, or the option `proxy`; `NO_PROXY` names hosts that need none.',
      ],
      [
        'TooManyFiles',
        'The process has as many files and connections open as it may have.',
        'Raise the limit (`ulimit -n`), or use fewer streams.',
      ],
    ],
  },
  {
    title: 'Headers',
    about:
      'An answer came and is not one to go on with. Refusals of OSS keep OSS’s own code (`NoSuchKey`, `AccessDenied`, …), in `ossCode` too; without one they are `Http` and the status. What those mean says `ossferry explain`.',
    codes: [
      [
        'ChecksFailed',
        '`ossferry doctor` found something that is not as it should be.',
        'Follow the lines of the table that say so.',
      ],
      [
        'ClockSkewed',
        'The URL was signed with a clock that is wrong by more than OSS allows, 15 minutes.',
        'Set the clock of the machine that signs, and ask for a new URL. What is there already is kept.',
      ],
      [
        'HeadersTimeout',
        'No answer came in time.',
        'Run it again: what came is kept. `timeouts.headersMs` gives it longer.',
      ],
      [
        'LengthUnknown',
        'The answer does not say how long the object is.',
        'Look at what stands between: OSS always says.',
      ],
      [
        'NotAnObject',
        'The answer is a 200, but nothing in it says that it is an object: a login page, or the page of a proxy.',
        'Open the URL in a browser on the same network.',
      ],
      [
        'ObjectChanged',
        'The object was replaced, while it was downloaded or since an earlier run.',
        "Start again to get the new one; `onChange: 'restart'` does it by itself. No file is made of two versions.",
      ],
      [
        'RangeIgnored',
        'The answer is not the range that was asked for.',
        'Look at what stands between: a cache or a proxy that does not know ranges.',
      ],
      [
        'Redirected',
        'The answer is a redirect, which is not followed: the signature, or the secret in the request, is for this host.',
        'Check the endpoint; a website redirect of the bucket answers this way too. For a service of credentials, give the address that it leads to.',
      ],
      [
        'UnexpectedCompression',
        'The answer is compressed, although nobody asked for it.',
        'Switch it off in the CDN or proxy; an object that is stored compressed is no trouble.',
      ],
      [
        'UrlExpired',
        'The URL has expired, or its token has.',
        'Ask for a new URL and run the download again: what is there is kept. A function as the source renews by itself.',
      ],
    ],
  },
  {
    title: 'Body',
    about: 'The answer broke off. What came is kept; the range is tried again where it broke.',
    codes: [
      [
        'BatchIncomplete',
        'Some objects of a list failed.',
        'Run the same command with `--skip-done`: what is there is kept.',
      ],
      [
        'BodyCut',
        'The answer ended before its time.',
        'Run it again; look for a proxy that cuts connections when it happens each time.',
      ],
      ['BodyTooLong', 'More bytes came than the answer announced.', 'Look at what stands between.'],
      [
        'ConnectionLost',
        'The connection broke, before an answer or in the middle of one.',
        'Check the network; run it again: what came is kept.',
      ],
      [
        'FirstByteTimeout',
        'No byte of the body came in time.',
        'Run it again. `timeouts.firstByteMs` gives it longer.',
      ],
      ['IdleTimeout', 'No more bytes came for a while.', 'Run it again. `timeouts.idleMs` gives it longer.'],
      ['Interrupted', 'Ctrl-C.', 'Run the same command again: what came is kept.'],
      ['ItemFailed', 'A download of a list failed for a reason that is not known.', 'See the cause.'],
      ['Terminated', 'SIGTERM.', 'Run the same command again: what came is kept.'],
      ['TransferFailed', 'The transport failed with an error of its own.', 'See the cause.'],
    ],
  },
  {
    title: 'Disk',
    about: 'A file, a folder or the browser’s storage. Nothing that came is lost.',
    codes: [
      ['DestinationBusy', 'Another download writes to the same destination.', 'Wait for it, or choose another name.'],
      [
        'DestinationDiffers',
        'The destination exists and is not the object of its item.',
        'Choose another name, or allow replacing.',
      ],
      ['DestinationExists', 'The destination exists already.', 'Choose another name, or allow it with `overwrite`.'],
      [
        'DestinationForbidden',
        'The file may not be written; in a page, the user did not allow it.',
        'Check owner and mode; in a page, ask the user for the file again.',
      ],
      ['DestinationIsFolder', 'The destination is a folder, or lies below a file.', 'Give the name of a file in it.'],
      [
        'DestinationNotFile',
        'What is in the place of the file is a device, a pipe or a socket.',
        'Give the name of a file; `downloadToStream()` writes to anything else.',
      ],
      ['DirectoryUnusable', 'The local OSS cannot keep its objects in this folder.', 'Choose another `--directory`.'],
      ['DiskFailed', 'The disk or the storage failed.', 'See the cause; look at the disk.'],
      ['DiskFull', 'There is no room left.', 'Make room and run it again: what came is kept.'],
      [
        'FileChanged',
        'The file changed while it was repaired, or its disk does not give back what was written.',
        'Let nobody else write to it; if it happens again, look at the disk.',
      ],
      ['FileMissing', 'There is no such file. A file of credentials that nobody named is _absent_.', 'Check the path.'],
      ['FileTooLarge', 'The file has more than 5 GiB, which OSS does not take in one request.', 'Upload it in parts.'],
      ['FileUnreadable', 'The file cannot be read.', 'Check who owns it, and its mode.'],
      ['FolderMissing', 'The destination is in a folder that does not exist.', 'Make the folder first.'],
      ['NameTooLong', 'The name is too long for this disk.', 'Choose a shorter one.'],
      ['NotAFile', 'What was to be uploaded is not a file.', 'Give a file; folders go one file at a time.'],
      ['ResultUnwritable', 'The list of results cannot be written.', 'Choose another file for `--result`.'],
      [
        'SaveCancelled',
        'The browser stopped saving the file, most likely because its user asked it to.',
        'Start it again: nothing of it is kept.',
      ],
      [
        'ServiceWorkerStopped',
        'The browser ended the service worker before it had saved the file.',
        'Start it again: nothing of it is kept.',
      ],
      ['StreamFailed', 'The stream that takes the bytes failed.', 'See the cause.'],
      [
        'WorkspaceForeign',
        'Where the download keeps what came (`<file>.ossferry`, `<file>.ossferry-repair`), there is a link, or a folder with something else in it. Both stay as they are.',
        'Move it away, or choose another name for the file.',
      ],
    ],
  },
  {
    title: 'Verify',
    about: 'All bytes came, and they are not the ones that they should be. No file was given its name.',
    codes: [
      [
        'ChecksumMismatch',
        'The CRC-64 of what came is not the one that OSS keeps.',
        'Run it again. If it happens again, look at memory, disk and what stands between.',
      ],
      [
        'NotWhole',
        'The file is not the object: `ossferry verify` says so.',
        'Mend it with `ossferry repair`, or download it again.',
      ],
      [
        'UnexpectedObject',
        'The object has another size or CRC-64 than the list says.',
        'Check the list, or the object.',
      ],
    ],
  },
  {
    title: 'Command line',
    about: 'The words of a command. Exit code 2; `Unexpected` is 1.',
    codes: [
      ['InvalidAddress', 'This is not an object.', 'Write `oss://bucket/key`.'],
      [
        'InvalidDate',
        'This is not a date with a time zone.',
        'Write `2030-01-31T18:00:00Z` or `2030-01-31T18:00:00+08:00`.',
      ],
      [
        'InvalidManifest',
        'A line of the list of objects is wrong.',
        'Correct the line that the message names; nothing was fetched.',
      ],
      ['InvalidOrigin', 'This is not an origin.', 'Give scheme and host: `https://app.example.com`.'],
      [
        'InvalidRequestFile',
        'The file of `--request` holds no request.',
        'Give what `curl -v` prints, or JSON with `method` and `headers`.',
      ],
      [
        'InvalidResponseFile',
        'The file of `--response` is empty, or holds no answer of OSS.',
        'Give what `curl -si` prints, or the error XML.',
      ],
      [
        'InvalidTimeSpan',
        'This is not a time span.',
        'Give seconds, or a number with `d`, `h`, `m` or `s`: `900`, `30m`, `12h`, `7d`.',
      ],
      ['MissingArgument', 'There is nothing to download.', 'Give `oss://bucket/key`, a URL or `--manifest`.'],
      ['MissingRole', 'An option says more about a role, and none is given.', 'Give `--role-arn` too.'],
      ['NoFileName', 'The name of the object does not end in a file name.', 'Name the file: `-o <file>`.'],
      ['NodeTooOld', 'This Node.js lacks what downloads use.', 'Run it with Node.js 22.21, 24.5 or later.'],
      [
        'OptionConflict',
        'Two options contradict each other, or one has no meaning here.',
        'Leave out the one that the message names.',
      ],
      ['PortUnavailable', 'The port is in use, or may not be used.', 'Choose another `--port`, or none.'],
      ['Unexpected', 'A defect of ossferry itself.', 'Report it, with what `--verbose` says.'],
      [
        'UnknownCode',
        'There is no explanation for this code.',
        'Give the URL instead, or look at https://api.aliyun.com/troubleshoot.',
      ],
    ],
  },
  {
    title: 'A signing server’s answers',
    about:
      'What [`createSigningHandler`](guide/signing-server.md) answers instead of a URL, with the status that fits.',
    codes: [
      [
        'InvalidSigningRequest',
        'The JSON is malformed, or has a field or operation that the server does not know (400).',
        'Correct the field that the message names.',
      ],
      ['JsonExpected', 'The content type is not `application/json` (415).', 'Send JSON, and say so.'],
      ['MethodNotAllowed', 'The method is not POST (405).', 'Send POST.'],
      [
        'NotAllowed',
        'The policy does not allow this object or operation to this caller (403).',
        'Log in, or ask who runs the server.',
      ],
      ['OriginNotAllowed', 'Pages of this origin may not ask (403).', 'Add it to `origins` of the server.'],
      [
        'RequestTooLarge',
        'The body is longer than such a body is (413).',
        'Send only the fields that the server knows.',
      ],
      [
        'SigningFailed',
        'The URL could not be signed (500), and the reason is in the server’s audit; or `sourceFromSigningServer` got no answer in time, or one that is no presign result.',
        'Try again later; tell who runs the server.',
      ],
      ['TooManyRequests', 'This caller asks too often (429).', 'Wait as long as `Retry-After` says.'],
      ['Unauthorized', 'The request does not say who sends it: `identify` gave nothing (401).', 'Log in.'],
    ],
  },
  {
    title: 'Warnings',
    about: 'Events of type `warning`: the download goes on, with a guarantee less. They are never thrown.',
    codes: [
      [
        'ChecksumsDamaged',
        'The checksums file is damaged: what it no longer tells counts as unknown.',
        'Nothing; `--keep-checksums` writes it anew when the file is whole.',
      ],
      [
        'ChecksumsStale',
        'The checksums file is of another version of the object, or of another file.',
        'Nothing; it is not used.',
      ],
      [
        'ClockUnknown',
        'The page cannot read `Date`: a wrong clock cannot be told from an expired URL.',
        'Expose `Date` in the CORS rule.',
      ],
      [
        'JournalDamaged',
        'The journal of an earlier run is damaged: what it no longer proves is fetched again.',
        'Nothing.',
      ],
      [
        'NoChecksums',
        'There is no checksums file: all ranges are fetched and compared.',
        '`keepChecksums` leaves one for the next time.',
      ],
      [
        'NotPinned',
        'The host tells no ETag, or the page cannot read it: that all ranges are of one version is checked at the end only.',
        'Expose `ETag` in the CORS rule.',
      ],
      [
        'NotVerified',
        'The host tells no CRC-64, or the page cannot read it: the file is checked by its length.',
        'Expose `x-oss-hash-crc64ecma` in the CORS rule.',
      ],
      [
        'PlaceUnproven',
        'The page cannot read `Content-Range`: that an answer is the range that was asked for is believed.',
        'Expose `Content-Range` in the CORS rule.',
      ],
      ['Restarted', 'The download began anew, since the object was replaced or its CRC-64 was wrong.', 'Nothing.'],
    ],
  },
];
