import type { DownloadProgram } from '../download-program.ts';
import { quoteJavaString } from '../quoting/quote-java-string.ts';

/** Writes the program for Java 11 and later, with the HTTP client of the standard library. */
export function renderJava({ url, signedHeaders, fileName }: DownloadProgram): string {
  const headers = signedHeaders.map(
    ([name, value]) => `\n                .header(${quoteJavaString(name)}, ${quoteJavaString(value)})`,
  );
  const remark =
    '\n                // Part of the signature: OSS refuses the request if one of these is missing or different.';
  return `import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Downloads an object from Alibaba Cloud OSS with a presigned URL. The file appears only when it is complete. */
public class Download {
    // Anyone with this URL can download the object until it expires: treat it like a password.
    private static final String URL =
            ${quoteJavaString(url)};
    private static final String FILE_NAME = ${quoteJavaString(fileName)};
    private static final int IDLE_TIMEOUT_SECONDS = 30;

    public static void main(String[] args) throws InterruptedException {
        try {
            download();
        } catch (ExecutionException error) {
            fail(error.getCause());
        } catch (IOException | InvalidPathException error) {
            fail(error);
        }
        // Do not wait for the threads of the HTTP client.
        System.exit(0);
    }

    private static void download() throws IOException, InterruptedException, ExecutionException {
        HttpClient client = HttpClient.newBuilder()
                // A redirect would send the signed headers to another host.
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(URL))${headers.length === 0 ? '' : remark}${headers.join('')}
                // Request the object without compression, so that its length can be checked.
                .header("Accept-Encoding", "identity")
                .GET()
                .build();
        Path part = Path.of(FILE_NAME + "." + ProcessHandle.current().pid() + ".part");
        BodyHandler<Path> toPart = info -> info.statusCode() == 200
                ? BodySubscribers.ofFile(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)
                : BodySubscribers.replacing(part);
        try {
            HttpResponse<Path> response = waitFor(client.sendAsync(request, toPart), part);
            if (response.statusCode() != 200) {
                throw new IOException("OSS returned status " + response.statusCode());
            }
            // Every response of OSS has a request ID. An HTML page without one can be the login page of a network.
            boolean isHtml = response.headers().firstValue("Content-Type").orElse("").matches("(?i).*html.*");
            if (isHtml && response.headers().firstValue("x-oss-request-id").isEmpty()) {
                throw new IOException("the response is an HTML page that is not from OSS");
            }
            long received = Files.size(part);
            long expected = response.headers().firstValueAsLong("Content-Length").orElse(received);
            if (received != expected) {
                throw new IOException("received " + received + " of " + expected + " bytes");
            }
            Files.move(part, Path.of(FILE_NAME), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Waits as long as the file grows: in most versions of Java, HttpRequest.timeout does not cover the body. */
    private static <T> T waitFor(CompletableFuture<T> response, Path file)
            throws IOException, InterruptedException, ExecutionException {
        long size = 0;
        while (true) {
            try {
                return response.get(IDLE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException timeout) {
                long before = size;
                size = Files.exists(file) ? Files.size(file) : 0;
                if (size == before) {
                    throw new IOException("no data for " + IDLE_TIMEOUT_SECONDS + " s");
                }
            }
        }
    }

    private static void fail(Throwable error) {
        String reason = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        System.err.println("Download failed: " + reason + ".");
        System.exit(1);
    }
}
`;
}
