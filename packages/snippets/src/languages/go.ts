import type { DownloadProgram } from '../download-program.ts';
import { quoteGoString } from '../quoting/quote-go-string.ts';

/** Writes the program for Go, which has OSS's CRC-64 in its standard library. */
export function renderGo({ url, signedHeaders, fileName }: DownloadProgram): string {
  const headers = signedHeaders.map(
    ([name, value]) => `\n\trequest.Header.Set(${quoteGoString(name)}, ${quoteGoString(value)})`,
  );
  const remark = '\n\t// Part of the signature: OSS refuses the request unless it has exactly these.';
  return `// Downloads one object from Alibaba Cloud OSS through a presigned URL: whole, or not at all.
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

// Whoever has this URL can download the object until it expires: keep it like a password.
const presignedURL = ${quoteGoString(url)}

const fileName = ${quoteGoString(fileName)}

const idleTimeout = 30 * time.Second

func main() {
	err := download()
	// The text of a url.Error holds the URL; only its cause is shown.
	if failure := (*url.Error)(nil); errors.As(err, &failure) {
		err = failure.Err
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "Download failed: %v.\\n", err)
		os.Exit(1)
	}
}

func download() error {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	watchdog := time.AfterFunc(idleTimeout, func() { cancel(fmt.Errorf("no data for %v", idleTimeout)) })
	defer watchdog.Stop()

	request, err := http.NewRequestWithContext(ctx, http.MethodGet, presignedURL, nil)
	if err != nil {
		return err
	}${headers.length === 0 ? '' : remark}${headers.join('')}
	// The bytes as OSS stores them, so that they can be compared.
	request.Header.Set("Accept-Encoding", "identity")

	// A redirect would take the signed headers elsewhere.
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("OSS answered %d", response.StatusCode)
	}
	// The page of a network that wants a login, for example. Whatever comes from OSS has a request ID.
	isPage := strings.Contains(strings.ToLower(response.Header.Get("Content-Type")), "html")
	if isPage && response.Header.Get("x-oss-request-id") == "" {
		return errors.New("the answer is an HTML page that is not from OSS")
	}

	part := fmt.Sprintf("%s.%d.part", fileName, os.Getpid())
	defer os.Remove(part)
	if err := save(response, part, watchdog); err != nil {
		return err
	}
	return os.Rename(part, fileName)
}

// save writes the body to a file, and compares its length and CRC-64 with what OSS announced.
func save(response *http.Response, path string, watchdog *time.Timer) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	checksum := crc64.New(crc64.MakeTable(crc64.ECMA))
	received, err := io.Copy(io.MultiWriter(file, checksum, &alive{watchdog}), response.Body)
	if err != nil {
		return err
	}
	if expected := response.ContentLength; expected >= 0 && received != expected {
		return fmt.Errorf("%d of %d bytes arrived", received, expected)
	}
	expected := response.Header.Get("x-oss-hash-crc64ecma")
	if expected != "" && expected != strconv.FormatUint(checksum.Sum64(), 10) {
		return errors.New("the CRC-64 of the bytes is not the one of the object")
	}
	return file.Close()
}

// alive puts the watchdog off whenever bytes arrive.
type alive struct{ watchdog *time.Timer }

func (a *alive) Write(bytes []byte) (int, error) {
	a.watchdog.Reset(idleTimeout)
	return len(bytes), nil
}
`;
}
