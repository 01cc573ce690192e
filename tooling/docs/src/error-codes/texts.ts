/** The cause of an error code and its fix, one or two sentences each. */
export type CodeText = readonly [code: string, cause: string, fix: string];

/** The codes of one phase, or of one other place. */
export interface CodeGroup {
  readonly title: string;
  /** What the codes of this group have in common. */
  readonly about: string;
  readonly codes: readonly CodeText[];
}

/** All error codes of the packages, by phase. A test compares this list with the sources. */
export const codeGroups: readonly CodeGroup[] = [
  {
    title: 'Config',
    about: 'An option or input is invalid. Nothing was signed or sent.',
    codes: [
      [
        'ConflictingEndpoints',
        'More than one of `useInternalEndpoint`, `useDualStackEndpoint` and `useAccelerateEndpoint` is set.',
        'Set only one of them.',
      ],
      [
        'ConflictingRegions',
        'The region differs from the region in the endpoint.',
        'Use the bucket’s region, and the matching endpoint or no endpoint.',
      ],
      [
        'DuplicateCustomDomain',
        'A bucket has two custom domains, or a domain has two buckets.',
        'Use one domain per bucket, and one bucket per domain.',
      ],
      [
        'EncodingSigned',
        'The URL was signed for a compressed response. Its length differs from the object’s length.',
        'Presign with `accept-encoding: identity`, or without this header.',
      ],
      [
        'HeaderForbidden',
        'The URL was signed with a header that browsers do not allow pages to send, or that the HTTP client of a snippet does not send unchanged.',
        'Presign the URL without this header.',
      ],
      [
        'HeadersNotPossible',
        'The URL was signed with headers, but a link cannot send headers.',
        'Presign without headers, or use `download()`.',
      ],
      [
        'InvalidAllowance',
        'The policy of a signing server returned a limit with an invalid value, or did not say which objects it permits. Only `audit` receives this error.',
        'Return `buckets`, `keyPrefix` or `anyObject: true` from `authorize`; omit limits that you do not need.',
      ],
      [
        'InvalidAuthority',
        'The text of the certificate authorities is not PEM.',
        'Use the content of a `.pem` file, from BEGIN CERTIFICATE to END CERTIFICATE.',
      ],
      [
        'InvalidBody',
        'The body is not a string, `Uint8Array`, `Blob` or function that opens a stream.',
        'For a stream, pass `() => openTheStream()`: a retry needs a new stream.',
      ],
      [
        'InvalidBucketName',
        'The bucket name is missing or invalid.',
        'Use 3 to 63 characters of `a-z`, `0-9` and `-`.',
      ],
      [
        'InvalidCustomDomain',
        'The custom domain has a path, is an IP address or one of OSS’s own hosts, or is not a host name.',
        'Use a host name, with an optional scheme and port.',
      ],
      [
        'InvalidDestination',
        'The destination does not name a file, or uses a reserved name (`x.ossferry`).',
        'Use the path of a file with another name.',
      ],
      [
        'InvalidEndpoint',
        'The endpoint is malformed or already contains the bucket, or a plugin returned an invalid endpoint.',
        'Use the host without the bucket. A plugin must return a `baseUrl` without a path, and a percent-encoded `path`.',
      ],
      [
        'InvalidFileName',
        'The file name is empty, or contains characters that no file system allows.',
        'Use the name under which the download should be saved.',
      ],
      [
        'InvalidHeader',
        'A header name or value is invalid: it is empty, has a line break, surrounding spaces or non-ASCII characters, or belongs to the connection (`transfer-encoding`).',
        'Omit an empty header; percent-encode other characters.',
      ],
      [
        'InvalidItem',
        'An item in a list of downloads has no source or destination, or an invalid field.',
        'Correct the field named in the message.',
      ],
      [
        'InvalidLifetime',
        'The lifetime is zero, negative, not finite, shorter than the signing window, or longer than 7 days with V4; the minimum lifetime is not a number; or the options of `presign` are not an object, or one of them does not exist.',
        'Set `expires` to 1 to 604800 seconds, or `expiration` to a date in the future.',
      ],
      [
        'InvalidObjectName',
        'The key is missing, longer than 1024 bytes, or not valid Unicode.',
        'Use a key of 1 to 1023 bytes of UTF-8.',
      ],
      ['InvalidOption', 'An option has an invalid value.', 'See the message for the allowed values.'],
      [
        'InvalidParameter',
        'A query parameter is malformed, has no name, is a duplicate, or is reserved for the signature (`x-oss-date`, `Expires`, …); the traffic limit is set both in the query and in a header; a field has a value of the wrong type, such as a `Date` or a `Map`; or a part to complete an upload with has no ETag.',
        'Remove duplicates, and the parameters that signing adds. For pages, expose `ETag` in the CORS rules of the bucket.',
      ],
      [
        'InvalidOssRequest',
        'The value passed to `presign`, `send` or a middleware’s `next` is not a request.',
        'Pass the result of `getObject` or another operation; in a middleware, a changed copy of its input.',
      ],
      ['InvalidPartNumber', 'The part number is not from 1 to 10000.', 'Number the parts from 1.'],
      [
        'InvalidPlugin',
        'A plugin breaks the plugin rules: its `setup` is asynchronous or uses the host later, a slot or ring returns nothing, or a signer returns a promise. Or an entry of `plugins` is not a plugin, such as a function that was not called.',
        'Correct the plugin. The rules are on the pages about writing plugins.',
      ],
      [
        'InvalidProxy',
        'The proxy is not the URL of an HTTP proxy.',
        'Use `http://host:port`, or `http://user:password@host:port` with user and password percent-encoded.',
      ],
      [
        'InvalidRegion',
        'The region is not a region ID such as `cn-hangzhou`.',
        'Use the region ID of the bucket, without a host name.',
      ],
      ['InvalidSignatureVersion', 'The signature version is unknown.', 'Use `v4` or `v1`.'],
      [
        'InvalidUploadId',
        'The upload ID is missing. Without it, the request would be a different operation.',
        'Use the `UploadId` from the response of InitiateMultipartUpload.',
      ],
      [
        'InvalidUrl',
        'The text is not an http or https URL, has no signature, or is signed for a method other than GET.',
        'Use the complete presigned URL. In a shell, put it in quotes.',
      ],
      [
        'KeyNotFetchable',
        'The key has a `.` or `..` segment, which this HTTP client removes from every URL.',
        'Use a client that sends the path unchanged (`curl --path-as-is`), or rename the object.',
      ],
      ['MethodNotGet', 'The URL is signed for another method, not for a download.', 'Presign `getObject`.'],
      ['MissingEndpoint', '`useCname` is set, but `endpoint` is missing.', 'Set `endpoint` to the custom domain.'],
      [
        'MissingRegion',
        'The region is missing, and the endpoint does not contain it.',
        'Set `region`, for example `cn-hangzhou`; on the command line, `--region` or `OSS_REGION`.',
      ],
      [
        'NoDestinationFits',
        'The object is too large for memory, or the selected destination is not available.',
        'Use `toOpfs()` or `toPickedFile()`. If neither is available, use `downloadWithAnchor()`, which does not verify.',
      ],
      [
        'NotPresignable',
        'OSS does not support presigned URLs for this operation.',
        'Use one of the seven operations listed in the message.',
      ],
      ['RangeSigned', 'The URL is signed for a range of the object.', 'Presign without a range.'],
      [
        'ServiceWorkerOutdated',
        'The active service worker has a different version of `@ossferry/downloader-browser` than the page.',
        'The browser is looking for an update: try again when the new service worker is active. To activate it at once, call `skipWaiting()` in your service worker. If the page is older, reload it.',
      ],
      [
        'ServiceWorkerSilent',
        'The service worker did not start to save the file.',
        'Import `@ossferry/downloader-browser/service-worker` in the service worker, and allow the page’s own origin in `frame-src`.',
      ],
      ['SlotTaken', 'Two plugins fill the same slot.', 'Remove one of them, or let one wrap the slot.'],
      [
        'ThreadFailed',
        'A thread or worker of the download could not start or load its CRC-64 module, or ended unexpectedly.',
        'In a page, check that the worker’s scripts are served ([bundlers](guide/browser.md#bundlers)), that `worker-src` allows them, and that `script-src` has `wasm-unsafe-eval`. `threads: 0` works without threads.',
      ],
      ['UnknownLanguage', 'This language is not supported.', 'Choose one of the languages listed in the message.'],
      ['UnknownRing', 'A plugin uses a ring that does not exist.', 'Use `presign`, `call` or `attempt`.'],
      [
        'UnknownSlot',
        'A plugin uses a slot that does not exist.',
        'Use `endpoint`, `credentials`, `signer`, `retry` or `transport`.',
      ],
      [
        'UnsupportedPlugin',
        'The plugin was made for another version of the plugin contract.',
        'Install compatible versions.',
      ],
      [
        'UrlTooLong',
        'The text has more than 65 536 characters and cannot be a URL.',
        'Pass only the URL, without surrounding text.',
      ],
    ],
  },
  {
    title: 'Credentials',
    about:
      'No credentials are available, or a source of credentials failed. If a code is marked _absent_, a chain continues with its next source. All other codes stop the chain.',
    codes: [
      ['AnswerTooLarge', 'A service returned more than 64 KiB.', 'Check the address: it is not a credentials service.'],
      [
        'ChainExhausted',
        'No source in the chain has credentials.',
        'Configure one of them. `ossferry credentials` shows the reason for each source.',
      ],
      [
        'ChainStopped',
        'A source in the chain is configured, but broken.',
        'Repair the source, or exclude it with `order`. The chain does not continue, so that it does not sign with another identity.',
      ],
      [
        'CredentialsExpired',
        'The security token has expired, or expires before the required lifetime of the URL.',
        'Get new temporary credentials. A source that renews does this automatically.',
      ],
      [
        'CredentialsFailed',
        'The function that returns the credentials threw an error. The message repeats it without secrets.',
        'Check that function; its original error is not passed on.',
      ],
      [
        'CredentialsIncomplete',
        'The pair is incomplete: one variable of a family is set, but another is not.',
        'Set the missing variable, or unset the others.',
      ],
      [
        'CredentialsUnusable',
        '`ossferry doctor` found that the credentials cannot sign.',
        'Follow the advice in the failed line of the table.',
      ],
      [
        'Disabled',
        'An environment variable disables the source. _Absent._',
        'If this is not intended, unset the variable named in the message.',
      ],
      [
        'FileUnsafe',
        'A credentials file is not a regular file, or other users can write to it.',
        'Run `chmod 600` on it.',
      ],
      [
        'InvalidAnswer',
        'A service returned something other than a key pair.',
        'Check the response of the URI, STS or metadata service.',
      ],
      [
        'InvalidCredentials',
        'The pair cannot sign: a part is missing, is empty or contains spaces, or the expiration is not a date.',
        'Check the source. For anonymous access, use `null`.',
      ],
      [
        'InvalidFile',
        'A credentials file has an invalid format.',
        'Correct the line named in the message, or create the file again with its own tool.',
      ],
      [
        'InvalidProcessOutput',
        'The program printed something other than credentials.',
        'Print JSON in the format of the CLI or of the OSS tools.',
      ],
      ['InvalidProfile', 'A profile lacks settings that its mode needs.', 'Complete the profile with its own tool.'],
      [
        'InvalidToken',
        'The OpenID Connect token or SAML response is empty or too long.',
        'Check the file or function that provides it.',
      ],
      ['LoginExpired', 'The sign-in of the profile has expired.', 'Sign in again with the CLI named in the message.'],
      [
        'MetadataUnreachable',
        'There is no instance metadata service: this is not an ECS instance. _Absent._',
        'On other machines, set `ALIBABA_CLOUD_ECS_METADATA_DISABLED=true` to avoid the wait.',
      ],
      [
        'MissingCredentials',
        'No credentials are set.',
        'Set `credentials` to a source such as `fromEnv()`, to a pair, or to `null` for anonymous access.',
      ],
      ['ModeUnsupported', 'The mode or type of the profile is not supported.', 'Use another profile or another mode.'],
      ['NoRoleAttached', 'The ECS instance has no role.', 'Attach a RAM role to the instance.'],
      ['NotConfigured', 'This source is not configured. _Absent._', 'Set the variable or file named in the message.'],
      [
        'ProcessFailed',
        'The credentials program could not start, or failed.',
        'Run it manually: its standard error is not shown here.',
      ],
      [
        'ProcessTimeout',
        'The credentials program did not finish in time.',
        'Run it manually. If it is always slow, increase its timeout.',
      ],
      [
        'ProfileCycle',
        'Profiles refer to each other in a cycle, or the chain of references is too long.',
        'Use a profile with its own keys at the end.',
      ],
      [
        'ProfileNotFound',
        'The profile does not exist. _Absent_, unless it was requested by name.',
        'Choose one of the profiles listed in the message.',
      ],
      ['RequestFailed', 'A credentials service cannot be reached.', 'Check the network, the proxy and the address.'],
      [
        'RequestRefused',
        'A credentials service refused the request. `ossCode` is its own error code.',
        'Check the role, its trust policy and the permission `sts:AssumeRole`.',
      ],
      ['RequestTimeout', 'A credentials service did not respond in time.', 'Check the network, then try again.'],
      [
        'SecretWrong',
        'STS reports a wrong signature for the same text that we signed: the secret is wrong.',
        'Copy the secret again, without spaces or line breaks.',
      ],
      [
        'SignatureMismatch',
        'STS reports a wrong signature for a different text than we signed: the request was changed in transit.',
        'Check for a proxy that changes requests.',
      ],
      ['Unknown', 'A source in a chain threw an error without a code.', 'See the message of that source.'],
      ['UrlRefused', 'Secrets may not be sent to this URL.', 'Use https, or http to `127.0.0.1` or `[::1]`.'],
    ],
  },
  {
    title: 'Sign',
    about: 'The input cannot be signed, or no URL could be obtained.',
    codes: [
      [
        'InvalidQuery',
        'The query contains half of a surrogate pair, or a parameter that is reserved for the signature.',
        'Check where the text was truncated, and remove the signature’s parameters.',
      ],
      ['InvalidSigningTime', 'The signing time is not a date from 1970 to 9999.', 'Pass the current time.'],
      [
        'RenewalFailed',
        'The command or service that renews the URL failed, or did not return a URL.',
        'It must return a URL, or JSON with `url` and `signedHeaders`.',
      ],
      ['SourceFailed', 'The function that provides the URL failed.', 'See the cause.'],
    ],
  },
  {
    title: 'Connect',
    about: 'No response was received.',
    codes: [
      [
        'BodyNotReplayable',
        'The body function returned a stream that is already in use.',
        'Open a new stream in every call.',
      ],
      [
        'ConnectionFailed',
        'The connection failed for the reason in the message, such as no route, a refused TLS handshake, a port that does not speak TLS or HTTP, or a body that cannot be read. Browsers never report the reason.',
        'Check the network, the host and the port; for an upload, what the body is read from; in a browser also the CORS rule, `connect-src`, and blocking extensions.',
      ],
      [
        'ConnectionRefused',
        'The host refused the connection.',
        'Check the host and port, and that the service is running.',
      ],
      [
        'ConnectionTimeout',
        'The host did not respond in time.',
        'Check that this network can reach the endpoint. Internal endpoints cannot be reached from outside.',
      ],
      [
        'CorsRefused',
        'The host can be reached, but the browser blocked the request: no CORS rule of the bucket allows this page.',
        'Add the rule in the message; `corsRule()` also returns it.',
      ],
      ['HostNotFound', 'DNS does not know the host.', 'Check the bucket, region and domain in the URL.'],
      [
        'HostUnusable',
        '`ossferry doctor` found that the host cannot be used.',
        'Follow the advice in the failed line of the table.',
      ],
      [
        'InvalidCertificate',
        'The host’s certificate is not valid.',
        'It must be for this domain, and not expired; check your clock too. `ca` or `NODE_EXTRA_CA_CERTS` adds your own certificate authority.',
      ],
      ['Offline', 'The device is offline.', 'The download continues when the device is online again.'],
      [
        'ProxyRefused',
        'The proxy refused the request.',
        'Add the user and password to the proxy’s URL, or list the host in `NO_PROXY`.',
      ],
      [
        'ProxyUnreachable',
        'The proxy does not respond.',
        'Check `HTTP_PROXY` and `HTTPS_PROXY`, or the option `proxy`. List hosts that need no proxy in `NO_PROXY`.',
      ],
      [
        'TooManyFiles',
        'The process has reached its limit of open files and connections.',
        'Increase the limit (`ulimit -n`), or use fewer streams.',
      ],
    ],
  },
  {
    title: 'Headers',
    about:
      'A response was received, but the operation cannot continue. If OSS refuses a request, `code` is OSS’s own error code (`NoSuchKey`, `AccessDenied`, …), which is also in `ossCode`. Without an OSS code, `code` is `Http` and the status. `ossferry explain` explains these codes.',
    codes: [
      ['ChecksFailed', 'A check of `ossferry doctor` failed.', 'Follow the advice in the failed lines of the table.'],
      [
        'ClockSkewed',
        'The clock that signed the URL is wrong by more than the 15 minutes that OSS allows.',
        'Correct the clock of the signing machine, and get a new URL. The downloaded data is kept.',
      ],
      [
        'HeadersTimeout',
        'No response was received in time.',
        'Run it again: the downloaded data is kept. `timeouts.headersMs` sets the timeout.',
      ],
      [
        'LengthUnknown',
        'The response does not contain the length of the object.',
        'Check for a proxy or CDN that changes responses: OSS always sends the length.',
      ],
      [
        'NotAnObject',
        'The response is a success but not an object, for example a login page or the page of a proxy: it has no validator, or it is HTML without any header from OSS.',
        'Open the URL in a browser on the same network. If the page is the object, use `verify: false` or `--no-verify`.',
      ],
      [
        'ObjectChanged',
        'The object was replaced during the download or since an earlier run.',
        "Start again to download the new version; `onChange: 'restart'` does this automatically. A file never mixes two versions.",
      ],
      [
        'RangeIgnored',
        'The response is not for the requested range.',
        'Check for a cache or proxy that does not support ranges.',
      ],
      [
        'Redirected',
        'The response is a redirect. Redirects are not followed, because the signature or the secret in the request is for this host.',
        'Check the endpoint; a website redirect of the bucket has the same effect. For a credentials service, use the address that the redirect points to.',
      ],
      [
        'UnexpectedCompression',
        'The response is compressed, although the client did not request compression.',
        'Disable compression in the CDN or proxy. Objects that are stored compressed are not affected.',
      ],
      [
        'UrlDamaged',
        'OSS refused the URL, and the message says how it was damaged after it was signed: cut off, encoded again, wrapped in punctuation. `ossCode` is OSS’s own error code.',
        'Copy the whole URL again, and quote it in a shell. `ossferry inspect --show-secrets` prints it repaired, if that is possible.',
      ],
      [
        'UrlExpired',
        'The URL or its security token has expired.',
        'Get a new URL and run the download again: the downloaded data is kept. If the source is a function, the URL is renewed automatically.',
      ],
    ],
  },
  {
    title: 'Body',
    about: 'The response was interrupted. The downloaded data is kept, and the range is retried from where it stopped.',
    codes: [
      [
        'BatchIncomplete',
        'Some objects in a list failed.',
        'Run the same command with `--skip-done`: complete files are kept.',
      ],
      [
        'BodyCut',
        'The response ended too early.',
        'Run it again. If it happens again, check for a proxy that closes connections.',
      ],
      [
        'BodyTooLong',
        'The response has more bytes than announced.',
        'Check for a proxy or CDN that changes responses.',
      ],
      [
        'ConnectionLost',
        'The connection was lost, before or during a response.',
        'Check the network, then run it again: the downloaded data is kept.',
      ],
      [
        'FirstByteTimeout',
        'No byte of the body was received in time.',
        'Run it again. `timeouts.firstByteMs` sets the timeout.',
      ],
      ['IdleTimeout', 'The server stopped sending data.', 'Run it again. `timeouts.idleMs` sets the timeout.'],
      ['Interrupted', 'Ctrl-C interrupted the command.', 'Run the same command again: the downloaded data is kept.'],
      ['ItemFailed', 'A download in a list failed for an unknown reason.', 'See the cause.'],
      ['Terminated', 'SIGTERM ended the command.', 'Run the same command again: the downloaded data is kept.'],
      ['TransferFailed', 'The transport failed with its own error.', 'See the cause.'],
    ],
  },
  {
    title: 'Disk',
    about:
      'A file, a folder or the browser’s storage caused an error. The downloaded data is kept unless a code says otherwise.',
    codes: [
      [
        'DestinationBusy',
        'Another download is writing to the same destination.',
        'Wait for it, or choose another name.',
      ],
      [
        'DestinationDiffers',
        'The destination exists, but differs from the object.',
        'Choose another name, or allow replacing.',
      ],
      [
        'DestinationExists',
        'The destination already exists.',
        "Choose another name, or set `overwrite` (in a batch: `whenPresent: 'replace'`).",
      ],
      [
        'DestinationForbidden',
        'Writing the file is not allowed; in a page, the user did not give permission.',
        'Check the owner and mode. In a page, ask the user for the file again.',
      ],
      [
        'DestinationIsFolder',
        'The destination is a folder, or its parent is a file.',
        'Use the name of a file in a folder.',
      ],
      [
        'DestinationNotFile',
        'The destination is a device, a pipe or a socket.',
        'Use the name of a file. To write to other targets, use `downloadToStream()`.',
      ],
      [
        'DirectoryUnusable',
        'Data cannot be stored in this folder.',
        'Choose another `--directory`, or another `TMPDIR` for the demo.',
      ],
      ['DiskFailed', 'The disk or the storage failed.', 'See the cause, and check the disk.'],
      ['DiskFull', 'The disk is full.', 'Free some space and run it again: the downloaded data is kept.'],
      [
        'FileChanged',
        'The file changed during the repair, or the disk does not return the data that was written.',
        'Stop other programs that write to the file. If it happens again, check the disk.',
      ],
      [
        'FileMissing',
        'The file does not exist. _Absent_ for a credentials file that was not set explicitly.',
        'Check the path.',
      ],
      [
        'FileTooLarge',
        'The file is larger than 5 GiB, the limit of OSS for one request; for `ossferry explain`, larger than 16 MiB.',
        'Use a multipart upload; explain needs only the headers and the start of the body.',
      ],
      ['FileUnreadable', 'The file cannot be read.', 'Check its owner and mode.'],
      ['FolderMissing', 'The destination’s folder does not exist.', 'Create the folder first.'],
      ['NameTooLong', 'The name is too long for this disk.', 'Choose a shorter name.'],
      [
        'NotAFile',
        'The upload source is not a file, or has content but no size, like the files in `/proc`.',
        'Use a file. Upload the files of a folder one at a time; copy a file of the system first.',
      ],
      ['ResultUnwritable', 'The result file cannot be written.', 'Choose another file for `--result`.'],
      [
        'SaveCancelled',
        'The browser stopped saving the file, probably because the user cancelled it.',
        'Start it again: no data is kept.',
      ],
      [
        'ServiceWorkerStopped',
        'The browser stopped the service worker before the file was saved.',
        'Start it again: no data is kept.',
      ],
      ['StdoutUnwritable', 'The output cannot be written to stdout.', 'Free some space, or write to another place.'],
      ['StreamFailed', 'The stream that receives the data failed.', 'See the cause.'],
      [
        'WorkspaceForeign',
        'The folder for the download’s data (`<file>.ossferry`, `<file>.ossferry-repair`) is a link, contains other files, or belongs to another user in a shared folder such as `/tmp`. Nothing was changed.',
        'Move it away, or choose another name for the file.',
      ],
    ],
  },
  {
    title: 'Verify',
    about: 'The download is complete, but the data is not as expected. No file was created under the final name.',
    codes: [
      [
        'ChecksumMismatch',
        'The CRC-64 of the downloaded data differs from the one from OSS.',
        'Run it again. If it happens again, check the memory, the disk and proxies.',
      ],
      [
        'NotWhole',
        '`ossferry verify` found that the file differs from the object.',
        'Repair it with `ossferry repair`, or download it again.',
      ],
      ['UnexpectedObject', 'The object’s size or CRC-64 differs from the list.', 'Check the list and the object.'],
    ],
  },
  {
    title: 'Command line',
    about: 'The command line is invalid. The exit code is 2; for `Unexpected` it is 1.',
    codes: [
      ['InvalidAddress', 'The argument is not an object address.', 'Use `oss://bucket/key`.'],
      [
        'InvalidDate',
        'The value is not a date with a time zone.',
        'Use `2030-01-31T18:00:00Z` or `2030-01-31T18:00:00+08:00`.',
      ],
      [
        'InvalidManifest',
        'A line in the list of objects is invalid.',
        'Correct the line named in the message. Nothing was downloaded.',
      ],
      ['InvalidOrigin', 'The value is not an origin.', 'Use a scheme and a host: `https://app.example.com`.'],
      [
        'InvalidRequestFile',
        'The file for `--request` does not contain a request.',
        'Use the output of `curl -v`, or JSON with `method` and `headers`.',
      ],
      [
        'InvalidResponseFile',
        'The file for `--response` is empty, or does not contain a response from OSS.',
        'Use the output of `curl -si`, or the error XML.',
      ],
      [
        'InvalidTimeSpan',
        'The value is not a duration.',
        'Use seconds, or a number with `d`, `h`, `m` or `s`: `900`, `30m`, `12h`, `7d`.',
      ],
      ['MissingArgument', 'An argument or option is missing.', 'Add what the message names.'],
      ['MissingRole', 'An option for a role is set, but the role is missing.', 'Set `--role-arn` too.'],
      ['NoFileName', 'The key does not end in a file name.', 'Set the file name: `-o <file>`.'],
      ['NodeTooOld', 'This Node.js version lacks features that downloads need.', 'Use Node.js 22.21, 24.5 or later.'],
      [
        'OptionConflict',
        'Two options contradict each other, or an option does not apply here.',
        'Remove the option named in the message.',
      ],
      ['PortUnavailable', 'The port is in use, or is not allowed.', 'Choose another `--port`, or omit the option.'],
      ['Unexpected', 'A bug in ossferry.', 'Report it, with the output of `--verbose`.'],
      [
        'UnknownCode',
        'There is no explanation for this code.',
        'Use the URL instead, or see https://api.aliyun.com/troubleshoot.',
      ],
    ],
  },
  {
    title: 'A signing server’s responses',
    about: 'Responses of [`createSigningHandler`](guide/signing-server.md) instead of a URL, with the HTTP status.',
    codes: [
      [
        'InvalidSigningRequest',
        'The JSON is malformed, or contains a field or operation that the server does not know (400).',
        'Correct the field named in the message.',
      ],
      ['JsonExpected', 'The content type is not `application/json` (415).', 'Send JSON with this content type.'],
      ['MethodNotAllowed', 'The method is not POST (405).', 'Send POST.'],
      [
        'NotAllowed',
        'The policy does not allow this object or operation for this caller (403).',
        'Log in, or ask the operator of the server.',
      ],
      ['OriginNotAllowed', 'Pages of this origin are not allowed (403).', 'Add the origin to the server’s `origins`.'],
      ['RequestTooLarge', 'The body is too long (413).', 'Send only the fields that the server knows.'],
      [
        'SigningFailed',
        'The URL could not be signed (500); the reason is in the server’s audit log. Or `sourceFromSigningServer` did not receive a valid presign result in time.',
        'Try again later, or contact the operator of the server.',
      ],
      ['TooManyRequests', 'This caller sends too many requests (429).', 'Wait for the time in `Retry-After`.'],
      ['Unauthorized', 'The request does not identify its caller: `identify` returned nothing (401).', 'Log in.'],
    ],
  },
  {
    title: 'Warnings of downloads',
    about: 'Events of type `warning`: the download continues, but with one guarantee less. They are never thrown.',
    codes: [
      [
        'ChecksumsDamaged',
        'The checksums file is damaged, or is not a readable file. What is damaged is ignored.',
        'Nothing; `--keep-checksums` writes the file again when the download or repair is complete.',
      ],
      [
        'ChecksumsStale',
        'The checksums file belongs to another version of the object, or to another file.',
        'Nothing; the checksums file is ignored.',
      ],
      [
        'ClockUnknown',
        'The page cannot read the `Date` header, so it cannot distinguish a wrong clock from an expired URL.',
        'Expose `Date` in the CORS rule.',
      ],
      [
        'JournalDamaged',
        'The journal of an earlier run is damaged. Data without a valid record is downloaded again.',
        'Nothing.',
      ],
      [
        'NoChecksums',
        'There is no checksums file. All ranges are downloaded and compared.',
        'Use `keepChecksums` to create one for the next time.',
      ],
      [
        'NotPinned',
        'The host sends no ETag, or the page cannot read it. Whether all ranges belong to one version is only checked at the end.',
        'Expose `ETag` in the CORS rule.',
      ],
      [
        'NotVerified',
        'The host sends no CRC-64, or the page cannot read it. In a download this is a warning: only the length of the file is checked. `repair` and `ossferry verify` fail if the file has no checksums either.',
        'Expose `x-oss-hash-crc64ecma` in the CORS rule; keep checksums; repair with `verify: false` or `--no-verify` if you trust the host.',
      ],
      [
        'RangeUnproven',
        'The page cannot read `Content-Range`, so it cannot check that a response is for the requested range.',
        'Expose `Content-Range` in the CORS rule.',
      ],
      ['Restarted', 'The download started again, because the object was replaced or its CRC-64 was wrong.', 'Nothing.'],
    ],
  },
  {
    title: 'Warnings about URLs',
    about:
      'In the `warnings` of a presign result: the URL is signed, but may not work for everybody. They are never thrown.',
    codes: [
      ['BodyNotCarried', 'The request has a body. A URL does not contain it.', 'The recipient sends the body.'],
      [
        'ContentTypeRefused',
        'OSS refuses `response-content-type` (EC 0017-00000902).',
        'Set the content type when you upload the object.',
      ],
      [
        'DotSegment',
        'The key has a `.` or `..` segment. Browsers, `fetch` and many clients remove it and request another object.',
        'Use another key.',
      ],
      [
        'HeadersUnsigned',
        'The request has headers that are neither in the URL nor signed.',
        'The recipient sends them; list them in `additionalHeaders` to sign them.',
      ],
      ['KeyBeginsWithSlash', 'OSS refuses keys that begin with `/` or `\\` (EC 0016-00000005).', 'Use another key.'],
      ['KeyTooLong', 'The key has more than the 1023 bytes that OSS documents.', 'Use a shorter key.'],
      [
        'LifetimeCut',
        'With the signing window, the lifetime would exceed 7 days, so the URL expires sooner than requested.',
        'Request a lifetime of at most 7 days minus the window.',
      ],
      ['NotEncrypted', 'The URL begins with `http:`. Everyone who sees the traffic can use it.', 'Use HTTPS.'],
      [
        'NotSigned',
        'The credentials are `null`, so the URL has no signature. It works for public objects only.',
        'Provide credentials for private objects.',
      ],
      [
        'PathStyleRefused',
        'The bucket is in the path, which OSS’s own hosts refuse (`SecondLevelDomainForbidden`).',
        'Turn `usePathStyle` off.',
      ],
      [
        'RegionIncomplete',
        'The region has no prefix, such as `hangzhou`. Public OSS refuses the signature; a private cloud may have such regions.',
        'For public OSS, use the complete region ID, for example `cn-hangzhou`.',
      ],
      [
        'TokenEndsSooner',
        'The security token expires before the URL; OSS then refuses the URL. Only with `expiryPolicy: "ignore"`.',
        'Use a shorter lifetime, or a token that lives longer.',
      ],
      [
        'TokenEndUnknown',
        'The URL expires with its security token, and the source of the credentials does not say when.',
        'Let the source return `expiration`.',
      ],
      [
        'TokenMissing',
        'The access key ID belongs to temporary keys (`STS.…`), but there is no security token. OSS refuses the URL.',
        'Provide the security token, too.',
      ],
      [
        'TrafficLimitRefused',
        'OSS accepts traffic limits from 819 200 to 838 860 800 bits per second (EC 0004-00000502).',
        'Use a value in this range.',
      ],
      ['VersionIdEmpty', 'The version ID is empty, which OSS refuses (EC 0012-00000201).', 'Leave it out.'],
    ],
  },
];
