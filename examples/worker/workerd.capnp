# Runs the Worker locally: `pnpm build && workerd serve workerd.capnp`. On Cloudflare, wrangler replaces this file.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "main", worker = .downloads)],
  sockets = [(name = "http", address = "127.0.0.1:8787", http = (), service = "main")],
);

const downloads :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "dist/worker.js")],
  compatibilityDate = "2026-01-01",
  bindings = [
    (name = "OSS_ACCESS_KEY_ID", fromEnvironment = "OSS_ACCESS_KEY_ID"),
    (name = "OSS_ACCESS_KEY_SECRET", fromEnvironment = "OSS_ACCESS_KEY_SECRET"),
    (name = "OSS_REGION", fromEnvironment = "OSS_REGION"),
    (name = "OSS_BUCKET", fromEnvironment = "OSS_BUCKET"),
    (name = "OSS_ENDPOINT", fromEnvironment = "OSS_ENDPOINT"),
    (name = "DOWNLOAD_TOKEN", fromEnvironment = "DOWNLOAD_TOKEN"),
  ],
);
