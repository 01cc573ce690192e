import type { DownloadProgram } from '../download-program.ts';
import { quoteJavaString } from '../quoting/quote-java-string.ts';

/** Writes the program for Java 11 and later, with its own HTTP client. */
export function renderJava({ url, signedHeaders, fileName }: DownloadProgram): string {
  const headers = signedHeaders.map(
    ([name, value]) => `\n                .header(${quoteJavaString(name)}, ${quoteJavaString(value)})`,
  );
  const remark = '\n                // Part of the signature: OSS refuses the request unless it has exactly these.';
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
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Downloads one object from Alibaba Cloud OSS through a presigned URL: whole, or not at all. */
public class Download {
    // Whoever has this URL can download the object until it expires: keep it like a password.
    private static final String URL =
            ${quoteJavaString(url)};
    private static final String FILE_NAME = ${quoteJavaString(fileName)};
    private static final int LIMIT_MINUTES = 60;

    public static void main(String[] args) throws InterruptedException {
        try {
            download();
        } catch (ExecutionException error) {
            fail(error.getCause());
        } catch (IOException | InvalidPathException | TimeoutException error) {
            fail(error);
        }
        // The threads of the client would keep the program alive for a while.
        System.exit(0);
    }

    private static void download()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        HttpClient client = HttpClient.newBuilder()
                // A redirect would take the signed headers elsewhere.
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(URL))${headers.length === 0 ? '' : remark}${headers.join('')}
                // The bytes as OSS stores them, so that their number can be compared.
                .header("Accept-Encoding", "identity")
                .GET()
                .build();
        Path part = Path.of(FILE_NAME + "." + ProcessHandle.current().pid() + ".part");
        BodyHandler<Path> toPart = answer -> answer.statusCode() == 200
                ? BodySubscribers.ofFile(part)
                : BodySubscribers.replacing(part);
        try {
            // The timeout of a request ends with the headers in most versions of Java; this one holds for all of it.
            HttpResponse<Path> response = client.sendAsync(request, toPart).get(LIMIT_MINUTES, TimeUnit.MINUTES);
            if (response.statusCode() != 200) {
                throw new IOException("OSS answered " + response.statusCode());
            }
            // The page of a network that wants a login, for example. Whatever comes from OSS has a request ID.
            boolean isPage = response.headers().firstValue("Content-Type").orElse("").matches("(?i).*html.*");
            if (isPage && response.headers().firstValue("x-oss-request-id").isEmpty()) {
                throw new IOException("the answer is an HTML page that is not from OSS");
            }
            long received = Files.size(part);
            long expected = response.headers().firstValueAsLong("Content-Length").orElse(received);
            if (received != expected) {
                throw new IOException(received + " of " + expected + " bytes arrived");
            }
            Files.move(part, Path.of(FILE_NAME), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
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
