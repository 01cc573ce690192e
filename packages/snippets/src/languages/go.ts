import type { DownloadProgram } from '../download-program.ts';
import { quoteGoString } from '../quoting/quote-go-string.ts';

/** Writes the program for Go, whose standard library contains OSS's CRC-64. */
export function renderGo({ url, signedHeaders, fileName }: DownloadProgram): string {
  const headers = signedHeaders.map(
    ([name, value]) => `\n\treq.Header.Set(${quoteGoString(name)}, ${quoteGoString(value)})`,
  );
  const remark = '\n\t// Part of the signature: OSS refuses the request if one of these is missing or different.';
  return `// Downloads an object from Alibaba Cloud OSS with a presigned URL. The file appears only when it is complete.
package main

import (
	"context"
	"errors"
	"fmt"
	"hash/crc64"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
)

// Anyone with this URL can download the object until it expires: treat it like a password.
const presignedURL = ${quoteGoString(url)}

const fileName = ${quoteGoString(fileName)}

const idleTimeout = 30 * time.Second

func main() {
	err := download()
	// Print only the cause of a url.Error: its text contains the URL.
	var urlErr *url.Error
	if errors.As(err, &urlErr) {
		err = urlErr.Err
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "Download failed: %v.\\n", err)
		os.Exit(1)
	}
}

func download() (err error) {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	watchdog := time.AfterFunc(idleTimeout, func() { cancel(fmt.Errorf("no data for %v", idleTimeout)) })
	defer watchdog.Stop()
	defer func() {
		// Go 1.22 reports only "context canceled".
		if err != nil && ctx.Err() != nil {
			err = context.Cause(ctx)
		}
	}()

	req, err := http.NewRequestWithContext(ctx, http.MethodGet, presignedURL, nil)
	if err != nil {
		return err
	}${headers.length === 0 ? '' : remark}${headers.join('')}
	// Request the object without compression, so that its length and CRC-64 can be checked.
	req.Header.Set("Accept-Encoding", "identity")

	// A redirect would send the signed headers to another host.
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("OSS returned status %d", resp.StatusCode)
	}
	// Every response of OSS has a request ID. An HTML page without one can be the login page of a network.
	isHTML := strings.Contains(strings.ToLower(resp.Header.Get("Content-Type")), "html")
	if isHTML && resp.Header.Get("x-oss-request-id") == "" {
		return errors.New("the response is an HTML page that is not from OSS")
	}

	part := fmt.Sprintf("%s.%d.part", fileName, os.Getpid())
	defer os.Remove(part)
	if err := save(resp, part, watchdog); err != nil {
		return err
	}
	return os.Rename(part, fileName)
}

// save writes the body to a file and verifies its length and CRC-64.
func save(resp *http.Response, path string, watchdog *time.Timer) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	checksum := crc64.New(crc64.MakeTable(crc64.ECMA))
	received, err := io.Copy(io.MultiWriter(file, checksum, idleTimer{watchdog}), resp.Body)
	if err != nil {
		return err
	}
	if expected := resp.ContentLength; expected >= 0 && received != expected {
		return fmt.Errorf("received %d of %d bytes", received, expected)
	}
	expected := resp.Header.Get("x-oss-hash-crc64ecma")
	if expected != "" && expected != strconv.FormatUint(checksum.Sum64(), 10) {
		return errors.New("the CRC-64 does not match that of the object")
	}
	return file.Close()
}

// idleTimer is a writer that restarts the timer with each write.
type idleTimer struct{ *time.Timer }

func (t idleTimer) Write(p []byte) (int, error) {
	t.Reset(idleTimeout)
	return len(p), nil
}
`;
}
