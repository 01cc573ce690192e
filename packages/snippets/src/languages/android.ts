import type { DownloadProgram } from '../download-program.ts';
import { quoteJavaString } from '../quoting/quote-java-string.ts';

/** Writes a class for Android (API 24 and later) that downloads off the main thread. */
export function renderAndroid({ url, signedHeaders, fileName }: DownloadProgram): string {
  const headers = signedHeaders.map(
    ([name, value]) =>
      `\n            connection.setRequestProperty(${quoteJavaString(name)}, ${quoteJavaString(value)});`,
  );
  const remark = '\n            // Part of the signature: OSS refuses the request unless it has exactly these.';
  return `import android.content.Context;
import android.os.Handler;
import android.os.Looper;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Downloads one object from Alibaba Cloud OSS through a presigned URL into the app's own files: whole, or not at all.
 * The manifest needs the permission android.permission.INTERNET.
 */
public final class ObjectDownload {
    // Whoever has this URL can download the object until it expires: keep it like a password.
    private static final String PRESIGNED_URL =
            ${quoteJavaString(url)};
    private static final String FILE_NAME = ${quoteJavaString(fileName)};
    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final int IDLE_TIMEOUT_MS = 30_000;

    private static final ExecutorService executor = Executors.newSingleThreadExecutor();

    /** Called on the main thread. */
    public interface Callback {
        void onDownloaded(File file);

        void onFailed(IOException error);
    }

    private ObjectDownload() {}

    /** Starts the download on a thread of its own: Android allows no network on the main thread. */
    public static void start(Context context, Callback callback) {
        File folder = context.getApplicationContext().getFilesDir();
        Handler mainThread = new Handler(Looper.getMainLooper());
        executor.execute(() -> {
            try {
                File file = download(folder);
                mainThread.post(() -> callback.onDownloaded(file));
            } catch (IOException error) {
                mainThread.post(() -> callback.onFailed(error));
            }
        });
    }

    private static File download(File folder) throws IOException {
        File part = File.createTempFile("download", ".part", folder);
        HttpURLConnection connection = (HttpURLConnection) new URL(PRESIGNED_URL).openConnection();
        try {
            connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
            connection.setReadTimeout(IDLE_TIMEOUT_MS);
            connection.setUseCaches(false);
            // A redirect would take the signed headers elsewhere.
            connection.setInstanceFollowRedirects(false);${headers.length === 0 ? '' : remark}${headers.join('')}
            // The bytes as OSS stores them, so that their number can be compared.
            connection.setRequestProperty("Accept-Encoding", "identity");

            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException("OSS answered " + status);
            }
            // The page of a network that wants a login, for example. Whatever comes from OSS has a request ID.
            boolean isPage = String.valueOf(connection.getContentType()).matches("(?i).*html.*");
            if (isPage && connection.getHeaderField("x-oss-request-id") == null) {
                throw new IOException("The answer is an HTML page that is not from OSS");
            }
            long received = save(connection, part);
            long expected = connection.getContentLengthLong();
            if (expected >= 0 && received != expected) {
                throw new IOException(received + " of " + expected + " bytes arrived");
            }
            File file = new File(folder, FILE_NAME);
            if (!part.renameTo(file)) {
                throw new IOException("The file cannot be put into its place");
            }
            return file;
        } finally {
            connection.disconnect();
            part.delete();
        }
    }

    private static long save(HttpURLConnection connection, File file) throws IOException {
        long received = 0;
        try (InputStream input = connection.getInputStream();
                OutputStream output = new FileOutputStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                output.write(buffer, 0, count);
                received += count;
            }
        }
        return received;
    }
}
`;
}
