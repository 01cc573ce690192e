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
 * Runs the download classes of the packages that the property "programs" names, one after the other, as an app would: from
 * the main thread, which goes on meanwhile. Says for each how it ended, and moves the app's files to the folder of the program.
 */
@RunWith(RobolectricTestRunner.class)
@Config(manifest = Config.NONE, sdk = 35)
public class RunDownloads {
    @Test
    public void runAll() throws Exception {
        for (String program : System.getProperty("programs").split(",")) {
            Path folder = Path.of(System.getProperty("folder"), program, "run");
            Context context = RuntimeEnvironment.getApplication();
            String said = run(Class.forName(program + ".ObjectDownload"), context);
            for (File file : context.getFilesDir().listFiles()) {
                Files.move(file.toPath(), folder.resolve(file.getName()), StandardCopyOption.REPLACE_EXISTING);
            }
            System.out.println("outcome " + program + " " + said);
        }
    }

    private static String run(Class<?> download, Context context) throws Exception {
        AtomicReference<String> said = new AtomicReference<>();
        InvocationHandler answer = (proxy, method, arguments) -> {
            if (Looper.myLooper() != Looper.getMainLooper()) {
                said.set("not called on the main thread");
            } else if (method.getName().equals("onDownloaded")) {
                said.set(((File) arguments[0]).isFile() ? "" : "no file");
            } else {
                said.set("Download failed: " + ((IOException) arguments[0]).getMessage());
            }
            return null;
        };
        Class<?> callback = Arrays.stream(download.getDeclaredClasses())
                .filter(inner -> inner.getSimpleName().equals("Callback"))
                .findFirst()
                .orElseThrow();
        Object proxy = Proxy.newProxyInstance(callback.getClassLoader(), new Class<?>[] {callback}, answer);
        download.getMethod("start", Context.class, callback).invoke(null, context, proxy);
        for (long waited = 0; said.get() == null && waited < 30_000; waited += 5) {
            TimeUnit.MILLISECONDS.sleep(5);
            ShadowLooper.idleMainLooper();
        }
        return said.get() == null ? "no answer" : said.get();
    }
}
