import android.content.Context;
import android.os.Looper;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowLooper;

/**
 * Runs the download classes of the packages in the property "programs" like an app: from the main thread, without
 * blocking it. Prints the outcome of each, and moves the app's files to the folder of the program.
 */
@RunWith(RobolectricTestRunner.class)
@Config(manifest = Config.NONE, sdk = 35)
public class RunDownloads {
    @Test
    public void runAll() throws Exception {
        for (String program : System.getProperty("programs").split(",")) {
            Path folder = Path.of(System.getProperty("folder"), program, "run");
            Context context = RuntimeEnvironment.getApplication();
            String message = run(Class.forName(program + ".ObjectDownload"), context);
            for (File file : context.getFilesDir().listFiles()) {
                Files.move(file.toPath(), folder.resolve(file.getName()), StandardCopyOption.REPLACE_EXISTING);
            }
            System.out.println("outcome " + program + " " + message);
        }
    }

    private static String run(Class<?> download, Context context) throws Exception {
        AtomicReference<String> outcome = new AtomicReference<>();
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (Looper.myLooper() != Looper.getMainLooper()) {
                outcome.set("not called on the main thread");
            } else if (method.getName().equals("onDownloaded")) {
                outcome.set(((File) arguments[0]).isFile() ? "" : "no file");
            } else {
                outcome.set("Download failed: " + ((IOException) arguments[0]).getMessage());
            }
            return null;
        };
        Class<?> callback = Arrays.stream(download.getDeclaredClasses())
                .filter(inner -> inner.getSimpleName().equals("Callback"))
                .findFirst()
                .orElseThrow();
        Object proxy = Proxy.newProxyInstance(callback.getClassLoader(), new Class<?>[] {callback}, handler);
        download.getMethod("start", Context.class, callback).invoke(null, context, proxy);
        for (long waited = 0; outcome.get() == null && waited < 30_000; waited += 5) {
            TimeUnit.MILLISECONDS.sleep(5);
            ShadowLooper.idleMainLooper();
        }
        return outcome.get() == null ? "no callback" : outcome.get();
    }
}
