// Preloaded into the portal's process: when its launcher is gone, even by kill -9, it drains and ends instead of keeping the port.
if (process.channel) {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
}
