import type { DownloadProgram } from '../download-program.ts';
import { quoteJavaString } from '../quoting/quote-java-string.ts';

/** Writes a class for Android (API 24 and later) that downloads on a background thread. */
export function renderAndroid({ url, signedHeaders, fileName }: DownloadProgram): string {
  const headers = signedHeaders.map(
    ([name, value]) =>
      `\n            connection.setRequestProperty(${quoteJavaString(name)}, ${quoteJavaString(value)});`,
  );
  const remark =
    '\n            // Part of the signature: OSS refuses the request if one of these is missing or different.';
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
 * Downloads an object from Alibaba Cloud OSS with a presigned URL into the app's files directory. The file appears only
 * when it is complete. The manifest needs the permission android.permission.INTERNET.
 */
public final class ObjectDownload {
    // Anyone with this URL can download the object until it expires: treat it like a password.
    private static final String PRESIGNED_URL =
            ${quoteJavaString(url)};
    private static final String FILE_NAME = ${quoteJavaString(fileName)};
    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final int IDLE_TIMEOUT_MS = 30_000;

    private static final ExecutorService EXECUTOR = Executors.newSingleThreadExecutor();

    /** Receives the result on the main thread. */
    public interface Callback {
        void onDownloaded(File file);

        void onFailed(IOException error);
    }

    private ObjectDownload() {}

    /** Starts the download on a background thread: Android does not allow network access on the main thread. */
    public static void start(Context context, Callback callback) {
        File folder = context.getApplicationContext().getFilesDir();
        Handler mainThread = new Handler(Looper.getMainLooper());
        EXECUTOR.execute(() -> {
            try {
                File file = download(folder);
                mainThread.post(() -> callback.onDownloaded(file));
            } catch (IOException error) {
                mainThread.post(() -> callback.onFailed(error));
            }
        });
    }

    private static File download(File folder) throws IOException {
        // Always the same name, so that a process that Android ends leaves at most one such file.
        File part = new File(folder, FILE_NAME + ".part");
        HttpURLConnection connection = (HttpURLConnection) new URL(PRESIGNED_URL).openConnection();
        try {
            connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
            connection.setReadTimeout(IDLE_TIMEOUT_MS);
            connection.setUseCaches(false);
            // A redirect would send the signed headers to another host.
            connection.setInstanceFollowRedirects(false);${headers.length === 0 ? '' : remark}${headers.join('')}
            // Request the object without compression, so that its length can be checked.
            connection.setRequestProperty("Accept-Encoding", "identity");

            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException("OSS returned status " + status);
            }
            // Every response of OSS has a request ID. An HTML page without one can be the login page of a network.
            boolean isHtml = String.valueOf(connection.getContentType()).matches("(?i).*html.*");
            if (isHtml && connection.getHeaderField("x-oss-request-id") == null) {
                throw new IOException("The response is an HTML page that is not from OSS");
            }
            long received = save(connection, part);
            long expected = connection.getContentLengthLong();
            if (expected >= 0 && received != expected) {
                throw new IOException("Received " + received + " of " + expected + " bytes");
            }
            File file = new File(folder, FILE_NAME);
            if (!part.renameTo(file)) {
                throw new IOException("Cannot rename the temporary file");
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
            int count;
            while ((count = input.read(buffer)) != -1) {
                output.write(buffer, 0, count);
                received += count;
            }
        }
        return received;
    }
}
`;
}
